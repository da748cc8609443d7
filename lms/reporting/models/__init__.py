"""What reporting keeps."""

from .audits import ExportAudit, ExportEnding

__all__ = ["ExportAudit", "ExportEnding"]
