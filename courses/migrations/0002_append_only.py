"""Answers are facts: the database refuses to change them."""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]

    operations = [protect("courses", "Answer")]
