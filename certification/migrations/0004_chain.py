"""What happened to certificates becomes a chain; what happened already is chained first.

The table of events is made anew on SQLite and loses its triggers, and those of
certificates name the columns that they guard: so all of these go before and come back
after, with the new column in them.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from certification.chain.links import canonical, facts_of, note_of, seal
from lms.xapi.append_only import protect, unprotect

AT_ONCE = 500


def chain_what_happened(apps, schema_editor):
    """Events in the order in which they were written; a few in memory at a time."""
    head = apps.get_model("certification", "ChainHead")()
    link = apps.get_model("certification", "ChainLink")
    events = (
        apps.get_model("certification", "CertificateEvent")
        .objects.order_by("pk")
        .select_related("certificate__personalia", "certificate__document")
        .defer("certificate__document__content")
    )
    after = 0
    while found := list(events.filter(pk__gt=after)[:AT_ONCE]):
        links = []
        for event in found:
            head.place += 1
            text = canonical(_facts(event, head.place))
            sha256 = seal(head.sha256, text)
            links.append(
                link(
                    place=head.place,
                    event=event,
                    text=text,
                    previous=head.sha256,
                    sha256=sha256,
                )
            )
            head.sha256 = sha256
        link.objects.bulk_create(links)
        after = found[-1].pk
    if head.place:
        head.save()


def _facts(event, place):
    salt = getattr(getattr(event.certificate, "personalia", None), "salt", None)
    known = getattr(getattr(event.certificate, "document", None), "sha256", "")
    return facts_of(
        event,
        place=place,
        note=note_of(event, salt),
        document="" if event.kind == "issued" else known,
    )


class Migration(migrations.Migration):
    dependencies = [("certification", "0003_audio")]

    operations = [
        unprotect("certification", "Certificate", except_columns=("in_force",)),
        unprotect("certification", "CertificateEvent"),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, primary_key=True, serialize=False
                    ),
                ),
                (
                    "place",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="last place"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        default="0" * 64,
                        max_length=64,
                        verbose_name="hash of the last link",
                    ),
                ),
            ],
            options={
                "verbose_name": "head of the chain",
                "verbose_name_plural": "heads of the chain",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(id=1), name="certification_chain_has_one_head"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainLink",
            fields=[
                (
                    "place",
                    models.PositiveBigIntegerField(
                        primary_key=True, serialize=False, verbose_name="place"
                    ),
                ),
                ("text", models.TextField(verbose_name="what is sealed")),
                (
                    "previous",
                    models.CharField(
                        max_length=64,
                        unique=True,
                        verbose_name="hash of the link before it",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, unique=True, verbose_name="hash"),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="certification.certificateevent",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of the chain",
                "verbose_name_plural": "links of the chain",
                "ordering": ["place"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(place__gte=1),
                        name="certification_chain_begins_at_one",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="certificate",
            options={
                "ordering": ["-issued_at", "-pk"],
                "permissions": [
                    ("revoke_certificate", "Can revoke and reissue certificates")
                ],
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="supersedes",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successors",
                to="certification.certificate",
                verbose_name="takes the place of",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=Q(supersedes__isnull=False),
                fields=("supersedes",),
                name="certification_certificate_superseded_once",
            ),
        ),
        migrations.AddField(
            model_name="certificatepersonalia",
            name="pattern",
            field=models.TextField(
                blank=True, default="", verbose_name="text before it was filled in"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="certificateevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("issued", "Issued"),
                    ("revoked", "Revoked"),
                    ("superseded", "Superseded"),
                    ("expired", "Has expired"),
                ],
                max_length=20,
                verbose_name="event",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="certificateevent",
            name="certification_event_issued_once",
        ),
        migrations.AddConstraint(
            model_name="certificateevent",
            constraint=models.UniqueConstraint(
                fields=("certificate", "kind"),
                name="certification_event_each_kind_once",
            ),
        ),
        protect("certification", "Certificate", except_columns=("in_force",)),
        protect("certification", "CertificateEvent"),
        protect("certification", "ChainLink"),
        migrations.RunPython(chain_what_happened, migrations.RunPython.noop),
    ]
