"""Which record is the last one, and whose and of what it is: kept by the database.

As of any day a record holds when it was made before and not yet superseded; without
these columns that is asked of every later record (docs/decisions/0032). They are no part
of the fact: whatever they say follows from the records and their participations.
"""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from lms.xapi.append_only import protect, unprotect

DERIVED = ("superseded_at", "learner_id", "activity_id")
CURRENT = Q(superseded_at=None, visible_to_hr=True)

SUPERSEDE = """
UPDATE learning_transition SET superseded_at = NEW.recorded_at
WHERE participation_id = NEW.participation_id AND id < NEW.id
AND (superseded_at IS NULL OR superseded_at > NEW.recorded_at);
"""
ON_SQLITE = (
    f"""
    CREATE TRIGGER learning_transition_supersedes AFTER INSERT ON learning_transition
    BEGIN {SUPERSEDE} END
    """,
    """
    CREATE TRIGGER learning_transition_whose AFTER INSERT ON learning_transition
    WHEN NEW.learner_id IS NULL OR NEW.activity_id IS NULL
    BEGIN
        UPDATE learning_transition SET (learner_id, activity_id) = (
            SELECT learner_id, activity_id FROM learning_participation
            WHERE id = NEW.participation_id
        ) WHERE id = NEW.id;
    END
    """,
)
ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION learning_transition_supersedes() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN {SUPERSEDE} RETURN NULL; END $$
    """,
    """
    CREATE FUNCTION learning_transition_whose() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        SELECT learner_id, activity_id INTO NEW.learner_id, NEW.activity_id
        FROM learning_participation WHERE id = NEW.participation_id;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER learning_transition_supersedes AFTER INSERT ON learning_transition
    FOR EACH ROW EXECUTE FUNCTION learning_transition_supersedes()
    """,
    """
    CREATE TRIGGER learning_transition_whose BEFORE INSERT ON learning_transition
    FOR EACH ROW WHEN (NEW.learner_id IS NULL OR NEW.activity_id IS NULL)
    EXECUTE FUNCTION learning_transition_whose()
    """,
)
FILL = (
    """
    UPDATE learning_transition SET (learner_id, activity_id) = (
        SELECT p.learner_id, p.activity_id FROM learning_participation p
        WHERE p.id = learning_transition.participation_id
    )
    """,
    """
    UPDATE learning_transition SET superseded_at = (
        SELECT MIN(later.recorded_at) FROM learning_transition later
        WHERE later.participation_id = learning_transition.participation_id
        AND later.id > learning_transition.id
    )
    """,
)


def fill(_apps: Any, schema_editor: Any) -> None:
    for sql in FILL:
        schema_editor.execute(sql, params=None)
    if schema_editor.connection.vendor == "postgresql":
        # What waits until the commit would keep the next change of the table away.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)


def keep(_apps: Any, schema_editor: Any) -> None:
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for sql in ON_SQLITE if on_sqlite else ON_POSTGRESQL:
        schema_editor.execute(sql, params=None)


def let_go(_apps: Any, schema_editor: Any) -> None:
    for name in ("learning_transition_supersedes", "learning_transition_whose"):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0013_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        unprotect("learning", "Transition"),
        migrations.AddField(
            model_name="transition",
            name="superseded_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="superseded at"
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="learner",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="learner",
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="activity",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="learning.learningactivity",
                verbose_name="activity",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=[
                    *("entity", "status", "due_on", "completed_on", "started_on"),
                    *("form", "learner"),
                ],
                condition=CURRENT,
                name="learning_transition_now",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=[
                    *("last_name", "first_name", "activity_title", "participation"),
                    *("person_key", "entity", "learner"),
                ],
                condition=CURRENT,
                name="learning_transition_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=["learner", "entity", "status"],
                condition=CURRENT,
                name="learning_transition_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=["activity", "entity", "learner"],
                condition=CURRENT,
                name="learning_transition_of",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=["role_name", "entity", "learner"],
                condition=CURRENT,
                name="learning_transition_role",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=["entity_code", "learner"],
                condition=CURRENT,
                name="learning_transition_code",
            ),
        ),
        migrations.RunPython(keep, let_go),
        protect("learning", "Transition", except_columns=DERIVED),
    ]
