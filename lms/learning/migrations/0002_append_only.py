"""Transitions and completions are facts: the database refuses to change them."""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [
        protect("learning", "Transition"),
        protect("learning", "Completion"),
    ]
