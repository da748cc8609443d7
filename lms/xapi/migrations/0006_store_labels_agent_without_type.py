"""Stores are called by the labels that people read, and agents lose a type nobody read."""

from django.db import migrations, models

STORES = [("record", "Record store"), ("reflection", "Reflection store")]
BARE = (
    "activityrecord",
    "agent",
    "document",
    "indexrow",
    "pendingvoid",
    "statementtarget",
)


def _store(model_name, **options):
    """Other labels alone: no SQL, so the triggers of append-only tables stay."""
    return migrations.AlterField(
        model_name=model_name,
        name="store",
        field=models.CharField(choices=STORES, max_length=16, **options),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("xapi", "0005_forwarding"),
    ]

    operations = [
        migrations.RemoveField(model_name="agent", name="object_type"),
        *(_store(model_name) for model_name in BARE),
        _store("credential", default="record", verbose_name="store"),
        _store("storedstatement", verbose_name="store"),
        _store("storesequence", primary_key=True, serialize=False),
    ]
