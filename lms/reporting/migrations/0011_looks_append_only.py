"""Who looked at whose record is a fact: the database refuses to change it."""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("reporting", "0010_saved_and_looks")]

    operations = [protect("reporting", "RecordLook")]
