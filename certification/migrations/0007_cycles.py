"""Cycles: what is due for a certificate, once each, and how it is renewed.

Certificates that were issued before get their window from the terms of today. What had
come for them by now is on record as having come: an upgrade mails nobody.
"""

from calendar import monthrange
from datetime import date, timedelta

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models
from django.utils import timezone

from lms.common import clock
from lms.xapi.append_only import protect

BATCH = 500


def months_before(day, months):
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def moments(last_day, opens):
    if opens:
        yield opens, "window-opened"
        for on, moment in (
            (months_before(last_day, 3), "three-months"),
            (months_before(last_day, 1), "one-month"),
            (last_day - timedelta(days=7), "one-week"),
        ):
            if on > opens:
                yield on, moment
    yield last_day + timedelta(days=1), "expired"


def plan(apps, schema_editor):
    award_model = apps.get_model("certification", "Award")
    certificate_model = apps.get_model("certification", "Certificate")
    event_model = apps.get_model("certification", "CycleEvent")
    now = timezone.now()
    today = clock.local_date(now)
    months = dict(
        apps.get_model("certification", "CertificateTerms").objects.values_list(
            "trajectory", "renewal_months"
        )
    )
    changed, events = [], []

    def flush():
        award_model.objects.bulk_update(changed, ["renewable_from", "next_on"])
        event_model.objects.bulk_create(events)
        changed.clear()
        events.clear()

    certificates = certificate_model.objects.filter(in_force=True)
    for certificate in certificates.select_related("award").iterator(BATCH):
        award, last_day = certificate.award, certificate.valid_until
        opens = None
        if window := months.get(award.trajectory_id, 0):
            first = certificate.completed_on + timedelta(days=1)
            opens = min(max(months_before(last_day, window), first), last_day)
        due = sorted(moments(last_day, opens))
        award.renewable_from = opens
        award.next_on = next((on for on, _moment in due if on > today), None)
        changed.append(award)
        events += (
            event_model(award=award, moment=moment, on=on, recorded_at=now)
            for on, moment in due
            if on <= today
        )
        if len(changed) >= BATCH:
            flush()
    flush()


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0006_rules"),
        ("learning", "0007_cycles"),
    ]

    operations = [
        migrations.AddField(
            model_name="award",
            name="next_on",
            field=models.DateField(
                blank=True,
                db_index=True,
                editable=False,
                null=True,
                verbose_name="next thing due on",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="renewable_from",
            field=models.DateField(
                blank=True, null=True, verbose_name="can be renewed from"
            ),
        ),
        migrations.AddField(
            model_name="certificateterms",
            name="after_expiry",
            field=models.CharField(
                choices=[
                    ("whole", "The whole trajectory again"),
                    ("renewal", "What it takes to renew"),
                ],
                default="whole",
                max_length=20,
                verbose_name="after the last day",
            ),
        ),
        migrations.AddField(
            model_name="certificateterms",
            name="basis",
            field=models.CharField(
                choices=[
                    ("expiry", "The last day of the old certificate"),
                    ("completion", "The day on which the renewal is completed"),
                ],
                default="expiry",
                max_length=20,
                verbose_name="a renewed certificate counts from",
            ),
        ),
        migrations.AddField(
            model_name="trajectorypage",
            name="after_expiry",
            field=models.CharField(
                choices=[
                    ("whole", "The whole trajectory again"),
                    ("renewal", "What it takes to renew"),
                ],
                default="whole",
                help_text="What somebody does whose certificate has expired.",
                max_length=20,
                verbose_name="after the last day",
            ),
        ),
        migrations.AddField(
            model_name="trajectorypage",
            name="refresher",
            field=wagtail.fields.StreamField(
                [("group", 12)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Title", "max_length": 120},
                    ),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Introduction", "max_length": 500, "required": False},
                    ),
                    2: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("all", "All of them"),
                                ("at-least", "At least a number of them"),
                                ("hours", "At least a number of minutes"),
                                ("points", "At least a number of points"),
                            ],
                            "label": "What it takes",
                        },
                    ),
                    3: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "help_text": "Activities, minutes or points. Not for “All of them”.",
                            "label": "At least how many",
                            "max_value": 32000,
                            "min_value": 1,
                            "required": False,
                        },
                    ),
                    4: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "help_text": "Only in a group that counts points.",
                            "label": "Points",
                            "max_value": 32000,
                            "min_value": 0,
                            "required": False,
                        },
                    ),
                    5: (
                        "wagtail.snippets.blocks.SnippetChooserBlock",
                        ("learning.LearningActivity",),
                        {"label": "Activity"},
                    ),
                    6: (
                        "wagtail.blocks.StructBlock",
                        [[("activity", 5), ("worth", 4)]],
                        {},
                    ),
                    7: (
                        "wagtail.blocks.StreamBlock",
                        [[("activity", 6)]],
                        {"label": "What is in it", "required": False},
                    ),
                    8: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 0),
                                ("introduction", 1),
                                ("rule", 2),
                                ("amount", 3),
                                ("worth", 4),
                                ("parts", 7),
                            ]
                        ],
                        {},
                    ),
                    9: (
                        "wagtail.blocks.StreamBlock",
                        [[("activity", 6), ("group", 8)]],
                        {"label": "What is in it", "required": False},
                    ),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 0),
                                ("introduction", 1),
                                ("rule", 2),
                                ("amount", 3),
                                ("worth", 4),
                                ("parts", 9),
                            ]
                        ],
                        {},
                    ),
                    11: (
                        "wagtail.blocks.StreamBlock",
                        [[("activity", 6), ("group", 10)]],
                        {"label": "What is in it", "required": False},
                    ),
                    12: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 0),
                                ("introduction", 1),
                                ("rule", 2),
                                ("amount", 3),
                                ("worth", 4),
                                ("parts", 11),
                            ]
                        ],
                        {},
                    ),
                },
                help_text="Leave it empty to ask for the whole trajectory again.",
                verbose_name="what it takes to renew",
            ),
        ),
        migrations.AddField(
            model_name="trajectorypage",
            name="renewal_basis",
            field=models.CharField(
                choices=[
                    ("expiry", "The last day of the old certificate"),
                    ("completion", "The day on which the renewal is completed"),
                ],
                default="expiry",
                help_text="For who renews in time. After the last day it counts from the day of completion.",
                max_length=20,
                verbose_name="a renewed certificate counts from",
            ),
        ),
        migrations.CreateModel(
            name="CycleEvent",
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
                    "moment",
                    models.CharField(
                        choices=[
                            ("window-opened", "It can be renewed from now on"),
                            (
                                "three-months",
                                "Reminded three months before its last day",
                            ),
                            ("one-month", "Reminded a month before its last day"),
                            ("one-week", "Reminded a week before its last day"),
                            ("expired", "It has expired"),
                        ],
                        max_length=20,
                        verbose_name="event",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycle_events",
                        to="certification.award",
                        verbose_name="award",
                    ),
                ),
            ],
            options={
                "verbose_name": "event in a cycle",
                "verbose_name_plural": "events in cycles",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("award", "moment"),
                        name="certification_cycle_event_once",
                    )
                ],
            },
        ),
        protect("certification", "CycleEvent"),
        migrations.RunPython(plan, migrations.RunPython.noop),
    ]
