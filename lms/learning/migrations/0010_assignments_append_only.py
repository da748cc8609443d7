"""Why something was asked, and what a rule said, are facts."""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("learning", "0009_assigning")]

    operations = [
        protect("learning", "RuleVersion"),
        protect(
            "learning",
            "Assignment",
            except_columns=(
                "participation_id",
                "due_on",
                "version",
                "ended_at",
                "kept",
            ),
        ),
    ]
