"""Files that no address serves: only a view that knows who asks hands them out."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateStorage(FileSystemStorage):
    """Beside the media, under ``PRIVATE_ROOT``; to be read by this server alone."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    # Asked each time, so that a test has a folder of its own.
    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(Path(settings.PRIVATE_ROOT).resolve())

    def url(self, name: str | None) -> str:  # noqa: ARG002
        """Raises ``ValueError``: there is none."""
        raise ValueError("A private file has no address.")


def private_files() -> Storage:
    """The storage ``private`` of the settings, as a file field asks for it."""
    return storages["private"]
