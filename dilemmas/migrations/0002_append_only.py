"""A version's graph and a choice made are facts: the database refuses to change them."""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("dilemmas", "0001_initial"), ("xapi", "0001_initial")]

    operations = [
        protect("dilemmas", "ScenarioVersion", except_columns=("withdrawn_at",)),
        protect("dilemmas", "PlayStep"),
    ]
