"""Exports in the background and on a schedule; the audit says more of both.

The triggers of a table name its columns: they go while a column is added.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        unprotect("reporting", "ExportAudit"),
        unprotect("reporting", "ExportEnding"),
        migrations.AddField(
            model_name="exportaudit",
            name="schedule",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="schedule"
            ),
        ),
        migrations.AddField(
            model_name="exportending",
            name="erasures",
            field=models.PositiveIntegerField(
                default=0, verbose_name="people in it who were erased, and have no name"
            ),
        ),
        migrations.AlterField(
            model_name="exportaudit",
            name="channel",
            field=models.CharField(
                choices=[
                    ("page", "HR page"),
                    ("command", "Command"),
                    ("background", "HR page, in the background"),
                    ("schedule", "Schedule"),
                    ("difference", "Difference with the previous export"),
                    ("certificates", "Certificates in one file"),
                    ("api", "API"),
                ],
                max_length=20,
                verbose_name="channel",
            ),
        ),
        migrations.AlterField(
            model_name="exportaudit",
            name="format",
            field=models.CharField(
                choices=[
                    ("xlsx", "Excel workbook (xlsx)"),
                    ("csv-excel", "csv for Excel"),
                    ("csv", "csv"),
                    ("jsonl", "JSON Lines (jsonl)"),
                    ("zip", "zip"),
                ],
                max_length=20,
                verbose_name="file format",
            ),
        ),
        protect("reporting", "ExportAudit"),
        protect("reporting", "ExportEnding"),
        migrations.CreateModel(
            name="ExportFetch",
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
                ("fetched_at", models.DateTimeField(verbose_name="fetched at")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fetches",
                        to="reporting.exportaudit",
                        verbose_name="export",
                    ),
                ),
            ],
            options={
                "verbose_name": "download of an export",
                "verbose_name_plural": "downloads of exports",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExportSchedule",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "filters",
                    models.JSONField(blank=True, default=dict, verbose_name="filters"),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel workbook (xlsx)"),
                            ("csv-excel", "csv for Excel"),
                            ("csv", "csv"),
                            ("jsonl", "JSON Lines (jsonl)"),
                        ],
                        max_length=20,
                        verbose_name="file format",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("once", "Once, on a date"),
                        ],
                        max_length=20,
                        verbose_name="how often",
                    ),
                ),
                (
                    "next_on",
                    models.DateField(
                        blank=True,
                        help_text="None: never again.",
                        null=True,
                        verbose_name="next on",
                    ),
                ),
                ("paused", models.BooleanField(default=False, verbose_name="paused")),
                (
                    "why_ended",
                    models.TextField(blank=True, verbose_name="why it ended"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule",
                "verbose_name_plural": "schedules",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExportJob",
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
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, unique=True, verbose_name="key"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel workbook (xlsx)"),
                            ("csv-excel", "csv for Excel"),
                            ("csv", "csv"),
                            ("jsonl", "JSON Lines (jsonl)"),
                        ],
                        max_length=20,
                        verbose_name="file format",
                    ),
                ),
                ("peildatum", models.DateField(verbose_name="as-of date")),
                (
                    "filters",
                    models.JSONField(blank=True, default=dict, verbose_name="filters"),
                ),
                (
                    "question",
                    models.CharField(
                        max_length=64, verbose_name="hash of the question"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("gone", "No longer kept"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "worker",
                    models.UUIDField(blank=True, null=True, verbose_name="worker"),
                ),
                ("seen_at", models.DateTimeField(verbose_name="sign of life at")),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="attempts"
                    ),
                ),
                (
                    "total",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="rows to write"
                    ),
                ),
                (
                    "done",
                    models.PositiveIntegerField(default=0, verbose_name="rows written"),
                ),
                (
                    "file",
                    models.CharField(blank=True, max_length=200, verbose_name="file"),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="size in bytes"
                    ),
                ),
                (
                    "difference",
                    models.JSONField(
                        blank=True,
                        null=True,
                        verbose_name="difference with the previous export",
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="kept until"
                    ),
                ),
                (
                    "why",
                    models.TextField(blank=True, verbose_name="why it is not there"),
                ),
                (
                    "audit",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="job",
                        to="reporting.exportaudit",
                        verbose_name="export",
                    ),
                ),
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
                    "schedule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="jobs",
                        to="reporting.exportschedule",
                        verbose_name="schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "export in the background",
                "verbose_name_plural": "exports in the background",
                "ordering": ["-asked_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="exportschedule",
            index=models.Index(
                condition=models.Q(("paused", False)),
                fields=["next_on"],
                name="reporting_schedule_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "making"))),
                fields=("by", "question"),
                name="reporting_job_one_open_per_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("audit__isnull", False),
                        ("expires_at__isnull", False),
                        ("state", "ready"),
                        models.Q(("file", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "ready"), _negated=True), ("file", "")),
                    _connector="OR",
                ),
                name="reporting_job_has_a_file_when_ready",
            ),
        ),
        protect("reporting", "ExportFetch"),
    ]
