"""Lists of very many records are counted, sorted and searched by indexes of their own.

Part of a name is found by three letters of it; that is PostgreSQL's pg_trgm, which the
owner of a database may add to it. Where it is not installed the same search reads more.
"""

from typing import Any

from django.conf import settings
from django.db import migrations, models

NAMES = ("last_name", "first_name")
BY_KEY = "learning_transition_key"
MAY_HAVE_IT = """
SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm' AND (
    installed_version IS NOT NULL
    OR has_database_privilege(current_database(), 'CREATE')
)
"""


def search(_apps: Any, schema_editor: Any) -> None:
    """Indexes of what Django makes of ``icontains`` and ``iexact``."""
    if schema_editor.connection.vendor != "postgresql":
        return
    seen = "WHERE superseded_at IS NULL AND visible_to_hr"
    schema_editor.execute(
        f"CREATE INDEX {BY_KEY} ON learning_transition (UPPER(person_key::text)) {seen}"
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MAY_HAVE_IT)
        if cursor.fetchone() is None:
            return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name in NAMES:
        schema_editor.execute(
            f"CREATE INDEX learning_transition_{name} ON learning_transition "
            f"USING gin (UPPER({name}::text) gin_trgm_ops) {seen}"
        )


def no_search(_apps: Any, schema_editor: Any) -> None:
    """The extension stays: somebody else may use it."""
    if schema_editor.connection.vendor == "postgresql":
        for name in (BY_KEY, *(f"learning_transition_{name}" for name in NAMES)):
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0018_keys_in_indexes"),
        ("organisation", "0002_tree_and_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="transition", name="learning_transition_done"
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("superseded_at", None), ("visible_to_hr", True)),
                fields=[
                    "completed_on",
                    "entity",
                    "learner",
                    "role_name",
                    "superseded_at",
                    "visible_to_hr",
                ],
                name="learning_transition_done",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("superseded_at", None), ("visible_to_hr", True)),
                fields=[
                    "entity",
                    "status",
                    "form",
                    "learner",
                    "superseded_at",
                    "visible_to_hr",
                ],
                name="learning_transition_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("superseded_at", None), ("visible_to_hr", True)),
                fields=["started_on", "entity", "superseded_at", "visible_to_hr"],
                name="learning_transition_begun",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("superseded_at", None), ("visible_to_hr", True)),
                fields=["due_on", "entity", "superseded_at", "visible_to_hr"],
                name="learning_transition_due",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("superseded_at", None), ("visible_to_hr", True)),
                fields=[
                    "activity_title",
                    "last_name",
                    "first_name",
                    "participation",
                    "entity",
                    "superseded_at",
                    "visible_to_hr",
                ],
                name="learning_transition_titled",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("superseded_at", None), ("visible_to_hr", True)),
                fields=[
                    "entity_name",
                    "last_name",
                    "first_name",
                    "activity_title",
                    "participation",
                    "entity",
                    "superseded_at",
                    "visible_to_hr",
                ],
                name="learning_transition_placed",
            ),
        ),
        migrations.RunPython(search, no_search),
    ]
