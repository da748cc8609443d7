"""The archive: a .tar.gz of the database, the media, private files and, last, a manifest.

The manifest names every file with its SHA-256, so a damaged or changed archive is seen
before anything of it is used.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from lms.common import clock
from lms.common.private import private_files

from . import databases
from .databases import BackupError

MANIFEST = "manifest.json"
MEDIA = "media"
PRIVATE = "private"
FORMAT = 1
CHUNK = 1024 * 1024


@dataclass(kw_only=True)
class Manifest:
    """What an archive says of itself."""

    version: str
    engine: str
    created: str
    format: int = FORMAT
    sha256: dict[str, str] = field(default_factory=dict)


def write_backup(target: Path) -> Manifest:
    """Write database, media and private files to one archive; what it holds.

    The archive appears under its name only when it is whole, readable by its owner
    alone. Raises ``BackupError``, ``OSError``.
    """
    manifest = Manifest(
        version=_product_version(),
        engine=connection.vendor,
        created=clock.now().isoformat(),
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dump = Path(folder) / databases.DUMP_NAMES[connection.vendor]
        databases.dump(dump)
        archive = Path(folder) / "archive"
        with archive.open("xb") as file:
            # Quick compression: what is large here, pictures and video, shrinks no more.
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
                # The database first: files that are added meanwhile are only surplus.
                _add(tar, manifest, dump.name, dump)
                for name, path in _uploaded_files():
                    _add(tar, manifest, name, path)
                _add_manifest(tar, manifest)
            file.flush()
            os.fsync(file.fileno())
        archive.chmod(0o600)
        archive.replace(target)
    return manifest


def read_backup(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into a folder, checking every name and every hash.

    Raises ``BackupError`` when it is no backup of ours, is damaged, or names a path
    outside the folder.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(source, mode="r|gz") as tar:
            for member in tar:
                name = _safe_name(member, found)
                content = tar.extractfile(member)
                if content is None:
                    raise BackupError(f"{name} holds nothing.")
                found[name] = _unpack(content, folder / name)
        manifest = Manifest(**json.loads((folder / MANIFEST).read_bytes()))
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise BackupError(
            f"{source.name} is no backup of ours, or a damaged one: {error}"
        ) from error
    if manifest.format != FORMAT:
        raise BackupError(
            f"{source.name} has format {manifest.format}; this version reads {FORMAT}."
        )
    del found[MANIFEST]
    if found != manifest.sha256:
        wrong = sorted(
            name
            for name in found.keys() | manifest.sha256.keys()
            if found.get(name) != manifest.sha256.get(name)
        )
        raise BackupError(f"{source.name} does not match its manifest: {wrong[0]}.")
    return manifest


def _safe_name(member: tarfile.TarInfo, found: dict[str, str]) -> str:
    """The name of a member that may be unpacked; ``BackupError`` for any other."""
    path = PurePosixPath(member.name)
    known = member.name in {MANIFEST, *databases.DUMP_NAMES.values()}
    inside = (
        path.parts[:1] in ((MEDIA,), (PRIVATE,))
        and len(path.parts) > 1
        and ".." not in path.parts
        and "\\" not in member.name
        and str(path) == member.name
    )
    if not member.isreg() or not (known or inside) or member.name in found:
        raise BackupError(f"The archive holds what no backup holds: {member.name!r}.")
    return member.name


def _unpack(content: IO[bytes], path: Path) -> str:
    digest = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _uploaded_files() -> list[tuple[str, Path]]:
    """Uploaded files on this machine; an object store keeps its own."""
    folders = (
        (MEDIA, settings.MEDIA_ROOT, default_storage),
        (PRIVATE, settings.PRIVATE_ROOT, private_files()),
    )
    return [
        (f"{name}/{path.relative_to(root).as_posix()}", path)
        for name, root, storage in folders
        if isinstance(storage, FileSystemStorage)
        for path in sorted(Path(root).rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]


def _add(tar: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """Add a file as it is now, through a copy: it may grow or go while we read."""
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=CHUNK) as copy:
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
        except FileNotFoundError:
            return
        info = tarfile.TarInfo(name)
        info.size = copy.tell()
        info.mtime = clock.now().timestamp()
        info.mode = 0o644
        copy.seek(0)
        tar.addfile(info, copy)
    manifest.sha256[name] = digest.hexdigest()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def _product_version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])
