"""Undoing the demo: an empty database, migrated anew, and an empty media folder."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection


def empty() -> None:
    """Drop every table, migrate again, remove what was uploaded.

    Tables whose rows are facts refuse a delete, and an emptied table would lack what
    migrations put there; so the tables go, not their rows. For the demo alone.
    """
    if connection.vendor == "postgresql":
        _drop_schema()
    else:
        _drop_tables()
    cache.clear()
    call_command("migrate", verbosity=0)
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)):
        if folder.exists():
            shutil.rmtree(folder)


def _drop_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _drop_tables() -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') "
            "AND name NOT LIKE 'sqlite_%' "
            "ORDER BY type = 'table', sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        for kind, name in cursor.fetchall():
            # Dropping a virtual table takes its own tables with it.
            cursor.execute(f'DROP {kind} IF EXISTS "{name}"')
