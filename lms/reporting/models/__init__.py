"""What reporting keeps."""

from .audits import ExportAudit, ExportEnding, ExportFetch
from .jobs import ExportJob, ExportSchedule

__all__ = [
    "ExportAudit",
    "ExportEnding",
    "ExportFetch",
    "ExportJob",
    "ExportSchedule",
]
