"""Backup and restore, on the engine that the run is on, with databases of their own."""

import gzip
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from lms.common.backups import BackupError, read_backup, write_backup
from lms.common.backups.databases import DUMP_NAMES

pytestmark = pytest.mark.rules


class Sites:
    """Small sites side by side; the default connection serves one at a time."""

    def __init__(self, folder: Path, settings, monkeypatch) -> None:
        self.folder, self.settings, self.monkeypatch = folder, settings, monkeypatch
        self.administration = connection.settings_dict["NAME"]
        self.databases: set[str] = set()

    def use(self, name: str) -> None:
        """Switch to a site; one that is new is empty."""
        connection.close()
        self.settings.MEDIA_ROOT = self.folder / name / "media"
        self.settings.PRIVATE_ROOT = self.folder / name / "private"
        database = f"backups_{os.getpid()}_{name}"
        if connection.vendor == "sqlite":
            (self.folder / name).mkdir(exist_ok=True)
            database = str(self.folder / name / "db.sqlite3")
        elif database not in self.databases:
            self._execute(f'CREATE DATABASE "{database}"')
        self.databases.add(database)
        self.monkeypatch.setitem(connection.settings_dict, "NAME", database)

    def fill(self, *notes: str) -> None:
        """Write a table with these notes, and a file for each."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE note (text varchar(100) PRIMARY KEY)")
            for note in notes:
                cursor.execute("INSERT INTO note VALUES (%s)", [note])
                path = Path(self.settings.MEDIA_ROOT) / "notes" / f"{note}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(note)

    def content(self) -> tuple[list[str], list[str]]:
        """The notes, and the files, that the site holds."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM note ORDER BY text")
            rows = [row[0] for row in cursor.fetchall()]
        root = Path(self.settings.MEDIA_ROOT)
        files = sorted(path for path in root.rglob("*") if path.is_file())
        return rows, [path.read_text() for path in files]

    def clean_up(self) -> None:
        connection.close()
        self.monkeypatch.setitem(connection.settings_dict, "NAME", self.administration)
        if connection.vendor == "postgresql":
            for database in self.databases:
                self._execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        self.monkeypatch.setitem(connection.settings_dict, "NAME", self.administration)
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()


@pytest.fixture
def sites(
    django_db_setup, django_db_blocker, tmp_path, settings, monkeypatch
) -> Iterator[Sites]:
    with django_db_blocker.unblock():
        sites = Sites(tmp_path, settings, monkeypatch)
        sites.use("one")
        yield sites
        sites.clean_up()


@pytest.fixture
def archive(sites: Sites, tmp_path: Path) -> Path:
    """A backup of a site with two notes and their files."""
    sites.fill("een", "twee")
    path = tmp_path / "backups" / "site.tar.gz"
    write_backup(path)
    return path


def rewrite(archive: Path, change: Callable[[tarfile.TarInfo, bytes], tuple]) -> None:
    """Make the archive anew with each member changed (hashes are left as they were)."""
    with tarfile.open(archive) as old:
        members = [(m, old.extractfile(m).read()) for m in old]
    with tarfile.open(archive, "w:gz") as new:
        for member, content in members:
            info, data = change(member, content)
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))


def test_a_backup_restores_database_and_files(sites, archive):
    sites.use("two")
    out = StringIO()

    call_command("restore", str(archive), stdout=out)

    assert sites.content() == (["een", "twee"], ["een", "twee"])
    assert out.getvalue().startswith("The database and 2 files are as they were on ")


def test_private_files_go_along_and_stay_private(sites, tmp_path):
    sites.fill("een")
    secret = Path(sites.settings.PRIVATE_ROOT) / "assignments" / "0000"
    secret.parent.mkdir(parents=True)
    secret.write_text("geheim")
    write_backup(tmp_path / "site.tar.gz")
    sites.use("two")

    call_command("restore", str(tmp_path / "site.tar.gz"), stdout=StringIO())

    restored = Path(sites.settings.PRIVATE_ROOT)
    assert (restored / "assignments" / "0000").read_text() == "geheim"
    assert restored.stat().st_mode & 0o077 == 0
    assert sites.content() == (["een"], ["een"])


def test_the_command_says_what_it_wrote_and_leaves_nothing_else(sites, tmp_path):
    sites.fill("een")
    target = tmp_path / "out" / "site.tar.gz"
    out = StringIO()

    call_command("backup", str(target), stdout=out)

    assert (
        f"{target} holds the {connection.vendor} database and 1 files" in out.getvalue()
    )
    assert [path.name for path in target.parent.iterdir()] == ["site.tar.gz"]
    assert target.stat().st_mode & 0o077 == 0


def test_the_manifest_says_version_engine_moment_and_hashes(archive, tmp_path):
    manifest = read_backup(archive, tmp_path / "unpacked")

    assert manifest.engine == connection.vendor
    assert manifest.version
    assert manifest.created.endswith("+00:00")
    assert sorted(manifest.sha256) == [
        DUMP_NAMES[connection.vendor],
        "media/notes/een.txt",
        "media/notes/twee.txt",
    ]


def test_a_backup_beside_a_writer_holds_what_was_committed(sites, tmp_path):
    sites.fill("een")
    writer = connection.copy()
    writer.set_autocommit(False)
    try:
        with writer.cursor() as cursor:
            cursor.execute("INSERT INTO note VALUES ('nooit')")
        write_backup(tmp_path / "site.tar.gz")
        writer.rollback()
    finally:
        writer.close()

    sites.use("two")
    call_command("restore", str(tmp_path / "site.tar.gz"), stdout=StringIO())

    assert sites.content() == (["een"], ["een"])


def test_content_is_replaced_only_by_force(sites, archive):
    sites.use("two")
    sites.fill("drie")

    with pytest.raises(CommandError, match="content here already"):
        call_command("restore", str(archive), stdout=StringIO())
    assert sites.content() == (["drie"], ["drie"])

    call_command("restore", str(archive), force=True, stdout=StringIO())
    assert sites.content() == (["een", "twee"], ["een", "twee"])


def test_a_changed_file_is_seen_before_anything_is_touched(sites, archive):
    rewrite(
        archive, lambda info, data: (info, b"zes" if "een.txt" in info.name else data)
    )
    sites.use("two")
    sites.fill("drie")

    with pytest.raises(CommandError, match="does not match its manifest"):
        call_command("restore", str(archive), force=True, stdout=StringIO())

    assert sites.content() == (["drie"], ["drie"])


def test_half_an_archive_is_refused(sites, archive):
    archive.write_bytes(archive.read_bytes()[:-200])
    sites.use("two")

    with pytest.raises(CommandError, match="Nothing was restored"):
        call_command("restore", str(archive), stdout=StringIO())

    assert connection.introspection.table_names() == []


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", gzip.compress(b"no archive either" * 100)],
    ids=["nothing", "text", "compressed text"],
)
def test_what_is_no_archive_is_refused(sites, tmp_path, content):
    (tmp_path / "backup").write_bytes(content)

    with pytest.raises(CommandError, match="no backup of ours"):
        call_command("restore", str(tmp_path / "backup"), stdout=StringIO())


@pytest.mark.parametrize(
    "name",
    [
        *("../outside", "/outside", "media/../../outside", "media/..\\outside"),
        *("media", "media//double", "outside.py", "./media/x"),
    ],
)
def test_a_path_outside_is_refused(archive, tmp_path, name):
    def rename(info: tarfile.TarInfo, data: bytes) -> tuple:
        if info.name == "media/notes/een.txt":
            info.name = name
        return info, data

    rewrite(archive, rename)

    with pytest.raises(BackupError, match="what no backup holds"):
        read_backup(archive, tmp_path / "unpacked")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(archive, tmp_path, kind):
    with tarfile.open(archive, "w:gz") as new:
        info = tarfile.TarInfo("media/link")
        info.type, info.linkname = kind, "/etc/passwd"
        new.addfile(info)

    with pytest.raises(BackupError, match="what no backup holds"):
        read_backup(archive, tmp_path / "unpacked")


def test_a_backup_of_another_engine_is_refused(sites, archive):
    def relabel(info: tarfile.TarInfo, data: bytes) -> tuple:
        if info.name == "manifest.json":
            data = json.dumps(json.loads(data) | {"engine": "oracle"}).encode()
        return info, data

    rewrite(archive, relabel)
    sites.use("two")

    with pytest.raises(CommandError, match="oracle database"):
        call_command("restore", str(archive), stdout=StringIO())


def test_a_failed_backup_leaves_the_last_one_alone(sites, archive, tmp_path):
    before = archive.read_bytes()
    sites.use("two")
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).write_bytes(b"broken" * 1000)
    else:
        sites.monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(archive), stdout=StringIO())

    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir()] == ["site.tar.gz"]
