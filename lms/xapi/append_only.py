"""Tables whose rows are facts: the database itself refuses to change or delete them.

``protect`` is a migration operation that puts triggers on a table, on SQLite and on
PostgreSQL. An update that leaves every column but ``except_columns`` as it was passes;
any other update, and every delete, ends in an ``IntegrityError``. With ``once`` a row
is a fact from the moment on which that column is filled in; until then it is a draft.

The one door is ``lifted``: inside it, and inside its transaction only, rows may change.
It is there for a term that ends, for the erasure of a person and for emptying a test
database; whoever opens it says in the code why.

On SQLite a migration that rebuilds the table loses its triggers with the old table, and
one that drops a column is refused while they name it: begin such a migration with
``unprotect`` and end it with ``protect`` (a test looks for the triggers).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, migrations, transaction

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('integriteitscampus.append_only', true) = 'lifted' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - TG_ARGV::text[] = to_jsonb(OLD) - TG_ARGV::text[]
    THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_SQLITE_DOOR = "CREATE TABLE IF NOT EXISTS append_only_lifted (id INTEGER PRIMARY KEY)"


def protect(
    app_label: str,
    model: str,
    *,
    except_columns: tuple[str, ...] = (),
    once: str = "",
) -> migrations.RunPython:
    """A migration operation that makes the table of ``model`` append-only."""
    shut, open_ = _doors(app_label, model, except_columns, once)
    return migrations.RunPython(shut, open_)


def unprotect(
    app_label: str,
    model: str,
    *,
    except_columns: tuple[str, ...] = (),
    once: str = "",
) -> migrations.RunPython:
    """The opposite of ``protect``, with the columns that it was given."""
    shut, open_ = _doors(app_label, model, except_columns, once)
    return migrations.RunPython(open_, shut)


def _doors(
    app_label: str, model: str, except_columns: tuple[str, ...], once: str
) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    def shut(apps: Any, schema_editor: Any) -> None:
        meta = apps.get_model(app_label, model)._meta  # noqa: SLF001
        columns = [
            field.column
            for field in meta.local_concrete_fields
            if field.column not in except_columns
        ]
        for sql in _create(
            schema_editor.connection.vendor,
            meta.db_table,
            columns,
            except_columns,
            once,
        ):
            schema_editor.execute(sql, params=None)

    def open_(apps: Any, schema_editor: Any) -> None:
        table = apps.get_model(app_label, model)._meta.db_table  # noqa: SLF001
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for action in ("update", "delete"):
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {table}_no_{action}{on}", params=None
            )

    return shut, open_


def _create(
    vendor: str,
    table: str,
    columns: list[str],
    except_columns: tuple[str, ...],
    once: str,
) -> Iterator[str]:
    fact = f'OLD."{once}" IS NOT NULL' if once else ""
    if vendor == "postgresql":
        arguments = ", ".join(f"'{column}'" for column in except_columns)
        yield _POSTGRESQL_FUNCTION
        for action in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                f"FOR EACH ROW {f'WHEN ({fact}) ' if fact else ''}"
                f"EXECUTE FUNCTION append_only({arguments})"
            )
        return
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    shut = "NOT EXISTS (SELECT 1 FROM append_only_lifted)"
    shut = f"{shut} AND {fact}" if fact else shut
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
    yield _SQLITE_DOOR
    yield (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"WHEN {shut} AND ({changed}) {refuse}"
    )
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {shut} {refuse}"
    )


@contextmanager
def lifted(*, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let rows of append-only tables be changed and deleted, in this transaction alone.

    Opens a transaction when there is none. Other connections see nothing of it.
    """
    connection = connections[using]
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if sqlite:
            cursor.execute(_SQLITE_DOOR)
            cursor.execute("INSERT INTO append_only_lifted DEFAULT VALUES")
        else:
            cursor.execute(
                "SELECT set_config('integriteitscampus.append_only', 'lifted', true)"
            )
        yield
        if sqlite:
            cursor.execute("DELETE FROM append_only_lifted")
        else:
            cursor.execute(
                "SELECT set_config('integriteitscampus.append_only', '', true)"
            )
