"""What was handed over to a token is a fact: the database refuses to change it."""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("api", "0001_tokens")]

    operations = [protect("api", "TokenUse")]
