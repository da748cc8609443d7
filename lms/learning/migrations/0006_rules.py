"""Rules of hours and points; moves to another version; exemptions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0005_absent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exemption",
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
                (
                    "proof",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="evidence"
                    ),
                ),
                (
                    "file_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name of the file"
                    ),
                ),
                (
                    "file_type",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="type of the file"
                    ),
                ),
                (
                    "file_content",
                    models.BinaryField(null=True, verbose_name="content of the file"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "exemption",
                "verbose_name_plural": "exemptions",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="VersionMove",
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
            ],
            options={
                "verbose_name": "move to another version",
                "verbose_name_plural": "moves to another version",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="requirementnode",
            name="learning_node_is_what_its_operator_says",
        ),
        migrations.AddField(
            model_name="requirementnode",
            name="minutes",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="nominal duration in minutes"
            ),
        ),
        migrations.AddField(
            model_name="requirementnode",
            name="worth",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="points"
            ),
        ),
        migrations.AlterField(
            model_name="requirementnode",
            name="operator",
            field=models.CharField(
                choices=[
                    ("all", "All of"),
                    ("at-least", "At least"),
                    ("hours", "At least so many minutes"),
                    ("points", "At least so many points"),
                    ("activity", "Activity"),
                ],
                max_length=20,
                verbose_name="operator",
            ),
        ),
        migrations.AlterModelOptions(
            name="participation",
            options={
                "ordering": ["-last_activity_at", "-pk"],
                "permissions": [
                    ("move_participation", "Can move somebody to another version")
                ],
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
            },
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
                ],
                max_length=20,
                verbose_name="change",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirementnode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("activity__isnull", False),
                        ("minimum", None),
                        ("operator", "activity"),
                    ),
                    models.Q(
                        ("activity", None),
                        ("minimum", None),
                        ("minutes", None),
                        ("operator", "all"),
                    ),
                    models.Q(
                        ("activity", None),
                        ("minimum__gte", 1),
                        ("minimum__isnull", False),
                        ("minutes", None),
                        ("operator__in", ("at-least", "hours", "points")),
                    ),
                    _connector="OR",
                ),
                name="learning_node_is_what_its_operator_says",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="completion",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exemption",
                to="learning.completion",
                verbose_name="completion",
            ),
        ),
        migrations.AddField(
            model_name="versionmove",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="versionmove",
            name="from_tree",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="learning.requirementtree",
                verbose_name="from version",
            ),
        ),
        migrations.AddField(
            model_name="versionmove",
            name="participation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="learning.participation",
                verbose_name="participation",
            ),
        ),
        migrations.AddField(
            model_name="versionmove",
            name="to_tree",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="learning.requirementtree",
                verbose_name="to version",
            ),
        ),
        migrations.AddField(
            model_name="versionmove",
            name="transition",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="move",
                to="learning.transition",
                verbose_name="transition",
            ),
        ),
        protect("learning", "VersionMove", except_columns=("reason",)),
        protect(
            "learning",
            "Exemption",
            except_columns=(
                "reason",
                "proof",
                "file_name",
                "file_type",
                "file_content",
            ),
        ),
    ]
