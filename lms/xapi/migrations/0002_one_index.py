"""One table of index rows, by which statements are found by what they refer to as well.

What is stored stays as it is. The index is made again from the statements themselves.

There is no way back: the tables of before would be there again, but empty, and the
statements of before would have no key of their verb. Put a backup back instead.
"""

import json
from itertools import islice
from uuid import UUID

from django.db import migrations, models

from lms.xapi.append_only import protect, unprotect
from lms.xapi.statements.indexing import findings, key_of

STORES = [("record", "Record"), ("reflection", "Reflection")]
KINDS = [
    (1, "Agent"),
    (2, "Related Agent"),
    (3, "Activity"),
    (4, "Related Activity"),
    (5, "Verb"),
    (6, "Registration"),
]
BATCH = 500


def fill_the_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # Nobody of the release of before may store one that is not read here. It takes
        # its place first: whoever waits there has no other table that is wanted below.
        schema_editor.execute(
            "LOCK TABLE xapi_storesequence, xapi_storedstatement "
            "IN SHARE ROW EXCLUSIVE MODE"
        )
    StoredStatement = apps.get_model("xapi", "StoredStatement")
    IndexRow = apps.get_model("xapi", "IndexRow")
    statements = StoredStatement.objects.values_list("store", "seq", "payload")
    rows = (
        IndexRow(store=store, kind=kind, key=key, seq=seq, source=seq)
        for store, seq, payload in statements.iterator(BATCH)
        for kind, key in keys(json.loads(payload))
    )
    while batch := list(islice(rows, BATCH)):
        IndexRow.objects.bulk_create(batch)


def keys(content):
    found = findings(content)
    yield 5, key_of(content["verb"]["id"])
    if registration := content.get("context", {}).get("registration"):
        yield 6, UUID(registration)
    for kind, hashes in (
        (1, found.direct_agents),
        (2, found.related_agents),
        (3, found.direct_activities),
        (4, found.related_activities),
    ):
        for key in hashes:
            yield kind, key


def keep_names(apps, schema_editor):
    Agent = apps.get_model("xapi", "Agent")
    for agent in Agent.objects.exclude(name="").iterator(BATCH):
        Agent.objects.filter(pk=agent.pk).update(names=[agent.name])


class Migration(migrations.Migration):
    dependencies = [("xapi", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "store",
                        "kind",
                        "key",
                        "seq",
                        "source",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("store", models.CharField(choices=STORES, max_length=16)),
                ("kind", models.PositiveSmallIntegerField(choices=KINDS)),
                ("key", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("source", models.BigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(fill_the_index),
        migrations.DeleteModel(name="StatementAgent"),
        migrations.DeleteModel(name="StatementActivity"),
        # Nothing was ever written to these two.
        migrations.DeleteModel(name="PendingVoid"),
        migrations.DeleteModel(name="StatementTarget"),
        migrations.CreateModel(
            name="PendingVoid",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "store",
                        "target",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("store", models.CharField(choices=STORES, max_length=16)),
                ("target", models.UUIDField()),
                ("seq", models.BigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="StatementTarget",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "store",
                        "target",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("store", models.CharField(choices=STORES, max_length=16)),
                ("target", models.UUIDField()),
                ("seq", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["store", "seq"], name="xapi_target_of_statement"
                    )
                ],
            },
        ),
        unprotect("xapi", "StoredStatement", except_columns=("voided",)),
        migrations.RemoveIndex(
            model_name="storedstatement", name="xapi_statement_verb"
        ),
        migrations.RemoveIndex(
            model_name="storedstatement", name="xapi_statement_registration"
        ),
        migrations.RemoveField(model_name="storedstatement", name="verb_key"),
        migrations.AddIndex(
            model_name="storedstatement",
            index=models.Index(
                condition=models.Q(("voided", True)),
                fields=["store", "seq"],
                name="xapi_statement_voided",
            ),
        ),
        migrations.AddField(
            model_name="agent",
            name="names",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(keep_names),
        migrations.RemoveField(model_name="agent", name="name"),
        protect("xapi", "StoredStatement", except_columns=("voided",)),
    ]
