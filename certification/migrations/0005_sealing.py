"""Documents are sealed: with which key is kept beside them."""

import django.db.models.deletion
from django.db import migrations, models

from lms.xapi.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("certification", "0004_chain")]

    operations = [
        unprotect("certification", "CertificateDocument", except_columns=("content",)),
        migrations.CreateModel(
            name="SealingCertificate",
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
                    "key_id",
                    models.CharField(
                        max_length=64,
                        unique=True,
                        verbose_name="SHA-256 of the certificate",
                    ),
                ),
                (
                    "subject",
                    models.CharField(max_length=255, verbose_name="who signs with it"),
                ),
                ("pem", models.TextField(verbose_name="certificate (PEM)")),
                ("first_used_at", models.DateTimeField(verbose_name="first used at")),
            ],
            options={
                "verbose_name": "certificate of a sealing key",
                "verbose_name_plural": "certificates of sealing keys",
                "ordering": ["-first_used_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="certificatedocument",
            name="sealed_with",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="certification.sealingcertificate",
                verbose_name="sealed with",
            ),
        ),
        migrations.AddField(
            model_name="certificateterms",
            name="layout",
            field=models.CharField(
                choices=[
                    ("certificate", "Certificate"),
                    ("attendance", "Certificate of attendance"),
                ],
                default="certificate",
                max_length=20,
                verbose_name="layout",
            ),
        ),
        migrations.AddField(
            model_name="trajectorypage",
            name="layout",
            field=models.CharField(
                choices=[
                    ("certificate", "Certificate"),
                    ("attendance", "Certificate of attendance"),
                ],
                default="certificate",
                help_text="What the paper looks like, and what it calls itself.",
                max_length=20,
                verbose_name="layout",
            ),
        ),
        protect("certification", "SealingCertificate"),
        protect("certification", "CertificateDocument", except_columns=("content",)),
    ]
