"""Who took records out, who looked at them, what is made, and questions that were saved."""

from .audits import ExportAudit, ExportEnding, ExportFetch
from .jobs import ExportJob, ExportSchedule
from .looks import RecordLook
from .saved import SavedReport

__all__ = [
    "ExportAudit",
    "ExportEnding",
    "ExportFetch",
    "ExportJob",
    "ExportSchedule",
    "RecordLook",
    "SavedReport",
]
