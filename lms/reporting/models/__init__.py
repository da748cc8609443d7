"""Who took records out, who looked at them, and questions that were saved."""

from .audits import ExportAudit, ExportEnding

__all__ = ["ExportAudit", "ExportEnding"]
