"""Who took records out, who looked at them, and questions that were saved."""

from .audits import ExportAudit, ExportEnding
from .looks import RecordLook
from .saved import SavedReport

__all__ = ["ExportAudit", "ExportEnding", "RecordLook", "SavedReport"]
