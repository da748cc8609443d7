"""Certificates of attendance, without an end; and issuing in bulk.

The table of certificates is made anew on SQLite and loses its triggers: they go before
and come back after, with the new column in them.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0007_cycles"),
        ("learning", "0008_attested"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        unprotect("certification", "Certificate", except_columns=("in_force",)),
        migrations.CreateModel(
            name="Batch",
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
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attendees", "Who attended a date"),
                            ("held", "Who attended a session elsewhere or earlier"),
                            ("earned", "Who completed a trajectory"),
                        ],
                        max_length=20,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "session",
                    models.UUIDField(
                        blank=True, null=True, verbose_name="UID of the date"
                    ),
                ),
                (
                    "held",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        verbose_name="the session that was held",
                    ),
                ),
                (
                    "grounds",
                    models.TextField(
                        blank=True, max_length=500, verbose_name="what shows it"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="finished at"
                    ),
                ),
            ],
            options={
                "verbose_name": "certificates in bulk",
                "verbose_name_plural": "certificates in bulk",
                "ordering": ["-started_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BatchLine",
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
                ("number", models.PositiveIntegerField(verbose_name="line")),
                (
                    "given",
                    models.CharField(
                        blank=True, max_length=254, verbose_name="named as"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits"),
                            ("issued", "Issued"),
                            ("known", "Had it already"),
                            ("refused", "Not issued"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why not"
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="done at"),
                ),
            ],
            options={
                "verbose_name": "person of a batch",
                "verbose_name_plural": "people of batches",
                "ordering": ["batch", "number"],
                "default_permissions": (),
            },
        ),
        migrations.AlterModelOptions(
            name="certificate",
            options={
                "ordering": ["-issued_at", "-pk"],
                "permissions": [
                    ("revoke_certificate", "Can revoke and reissue certificates"),
                    (
                        "issue_certificate",
                        "Can issue and download certificates in bulk",
                    ),
                ],
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("certificate", "Certificate"),
                    ("attendance", "Certificate of attendance"),
                ],
                default="certificate",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="valid_until",
            field=models.DateField(
                blank=True, null=True, verbose_name="valid up to and including"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "certificate"), ("valid_until__isnull", False)),
                    models.Q(("kind", "attendance"), ("valid_until__isnull", True)),
                    _connector="OR",
                ),
                name="certification_certificate_only_attendance_has_no_end",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="activity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="learning.learningactivity",
                verbose_name="activity",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="certification.batch",
                verbose_name="certificates in bulk",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="certificate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="certification.certificate",
                verbose_name="certificate",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="completion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="learning.completion",
                verbose_name="completion",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at", None), ("session__isnull", False)),
                fields=("activity", "session"),
                name="certification_batch_one_at_work_per_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "attendees"), ("session__isnull", False)),
                    models.Q(
                        models.Q(("kind", "attendees"), _negated=True),
                        ("session", None),
                    ),
                    _connector="OR",
                ),
                name="certification_batch_of_attendees_names_its_date",
            ),
        ),
        migrations.AddIndex(
            model_name="batchline",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["batch", "number"],
                name="certification_batchline_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="certification_batchline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("batch", "person"),
                name="certification_batchline_each_person_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("done_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="certification_batchline_done_or_waiting",
            ),
        ),
        protect("certification", "Certificate", except_columns=("in_force",)),
    ]
