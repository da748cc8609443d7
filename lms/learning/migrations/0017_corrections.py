"""That a completion was not so, as a record beside it that nothing changes either."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0016_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="set_back_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="set back at"
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="change",
            field=models.CharField(
                choices=[
                    ("registered", "Registered"),
                    ("started", "Started"),
                    ("completed", "Completed"),
                    ("withdrawn", "Withdrawn"),
                    ("absent", "Absent"),
                    ("asked", "Asked"),
                    ("no-longer-asked", "No longer asked"),
                    ("shared", "Shared"),
                    ("unshared", "No longer shared"),
                    ("moved", "Moved to another version"),
                    ("redated", "Other due date"),
                    ("extended", "Extension granted"),
                    ("extension-refused", "Extension refused"),
                    ("corrected", "Put right: it was not completed"),
                ],
                max_length=20,
                verbose_name="change",
            ),
        ),
        migrations.CreateModel(
            name="CompletionCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "completion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="learning.completion",
                        verbose_name="completion",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a completion",
                "verbose_name_plural": "corrections of completions",
                "ordering": ["-pk"],
            },
        ),
        protect("learning", "CompletionCorrection", except_columns=("reason",)),
    ]
