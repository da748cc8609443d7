"""Putting a backup back."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from . import carrying, databases
from .archive import MEDIA, PRIVATE, Manifest, read_backup
from .databases import BackupError


def restore_backup(source: Path, *, force: bool = False) -> Manifest:
    """Make database, media and private files what a backup holds; what that was.

    Nothing is touched before the whole archive is unpacked and checked, and what a
    backup may not undo is carried over it (``carrying``). Raises ``BackupError``, also when there is content already and ``force`` is not given.
    """
    media, private = Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)
    if not force and not (
        databases.is_empty() and _is_empty(media) and _is_empty(private)
    ):
        raise BackupError(
            "There is content here already; --force replaces it by the backup."
        )
    media.parent.mkdir(parents=True, exist_ok=True)
    # Beside the media, so that moving the files there is one rename.
    with tempfile.TemporaryDirectory(dir=media.parent, prefix=".restore-") as name:
        folder = Path(name)
        manifest = read_backup(source, folder)
        if manifest.engine != connection.vendor:
            raise BackupError(
                f"The backup holds a {manifest.engine} database, and this site runs on "
                f"{connection.vendor}."
            )
        carrying.write_down()
        databases.restore(folder / databases.DUMP_NAMES[manifest.engine])
        for part, place in ((MEDIA, media), (PRIVATE, private)):
            (folder / part).mkdir(exist_ok=True)
            if place.exists():
                shutil.move(place, folder / f"replaced-{part}")
            shutil.move(folder / part, place)
        private.chmod(0o700)
    cache.clear()  # it knows what was replaced
    return manifest


def _is_empty(folder: Path) -> bool:
    return not folder.exists() or not any(folder.iterdir())
