"""Backups: database and files in one archive, taken while the server writes."""

from .archive import Manifest, read_backup, write_backup
from .carrying import carries
from .databases import BackupError
from .restoring import restore_backup

__all__ = [
    "BackupError",
    "Manifest",
    "carries",
    "read_backup",
    "restore_backup",
    "write_backup",
]
