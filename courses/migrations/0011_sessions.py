"""Sessions with dates, places and attendance; who came is a fact."""

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0010_blocks"),
        ("learning", "0005_absent"),
        ("organisation", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enrolment",
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
                    "seat",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seat"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "placed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="got a place at"
                    ),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="reminded at"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="ended at"
                    ),
                ),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "left"),
                            ("moved", "went on another date"),
                            ("cancelled", "the date was cancelled"),
                            ("lapsed", "the date passed without a place"),
                            ("present", "present"),
                            ("absent", "absent"),
                        ],
                        max_length=20,
                        verbose_name="how it ended",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.learningactivity",
                        verbose_name="session",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="learning.participation",
                        verbose_name="participation",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Attendance",
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
                ("present", models.BooleanField(verbose_name="present")),
                ("marked_at", models.DateTimeField(verbose_name="marked at")),
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
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="courses.enrolment",
                        verbose_name="enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Session",
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
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="UID",
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="times changed"
                    ),
                ),
                (
                    "begins_at",
                    models.DateTimeField(editable=False, verbose_name="begins at"),
                ),
                (
                    "ends_at",
                    models.DateTimeField(editable=False, verbose_name="ends at"),
                ),
                (
                    "place",
                    models.TextField(
                        blank=True,
                        help_text="Room, street and town. Everyone who sees the page reads this.",
                        max_length=300,
                        verbose_name="place",
                    ),
                ),
                (
                    "online_url",
                    models.URLField(
                        blank=True,
                        help_text="Only who has a place sees this.",
                        max_length=500,
                        verbose_name="online link",
                    ),
                ),
                (
                    "trainers",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="trainers"
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="places",
                    ),
                ),
                (
                    "enrol_until",
                    models.DateField(
                        blank=True,
                        help_text="This day included. Nothing means: until it begins.",
                        null=True,
                        verbose_name="enrol until",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="cancelled at",
                    ),
                ),
                (
                    "cancelled_because",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=500,
                        verbose_name="reason",
                    ),
                ),
                (
                    "supplier",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="supplier"
                    ),
                ),
                (
                    "lot",
                    models.CharField(blank=True, max_length=100, verbose_name="lot"),
                ),
                (
                    "order_form",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="order form"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        help_text="Publish its page first.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.learningactivity",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "date of a session",
                "verbose_name_plural": "dates of sessions",
                "ordering": ["-begins_at", "-pk"],
                "permissions": [("mark_attendance", "Can mark who attended a session")],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolments",
                to="courses.session",
                verbose_name="date",
            ),
        ),
        migrations.CreateModel(
            name="SessionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences, for lists and search engines.",
                        max_length=300,
                        verbose_name="summary",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="The code by which HR's systems know it.",
                        max_length=40,
                        verbose_name="code",
                    ),
                ),
                (
                    "duration_minutes",
                    models.PositiveIntegerField(
                        default=20,
                        help_text="What the offer states; nobody's time is measured.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="duration in minutes",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("heading", 1),
                            ("quotation", 4),
                            ("callout", 8),
                            ("image", 11),
                            ("video", 13),
                            ("audio", 15),
                            ("download", 18),
                            ("signpost", 19),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("lms.content.blocks.text.TextBlock", (), {}),
                            1: ("lms.content.blocks.text.HeadingBlock", (), {}),
                            2: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Quotation", "max_length": 600},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Said by",
                                    "max_length": 160,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 2), ("attribution", 3)]],
                                {},
                            ),
                            5: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("note", "Note"),
                                        ("tip", "Tip"),
                                        ("warning", "Warning"),
                                    ],
                                    "label": "Tone",
                                },
                            ),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Title",
                                    "max_length": 120,
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "ul"],
                                    "label": "Text",
                                },
                            ),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 5), ("title", 6), ("text", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {"label": "Image"},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Caption",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 9), ("caption", 10)]],
                                {},
                            ),
                            12: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("content.Video",),
                                {"label": "Video"},
                            ),
                            13: ("wagtail.blocks.StructBlock", [[("video", 12)]], {}),
                            14: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("content.Audio",),
                                {"label": "Recording"},
                            ),
                            15: ("wagtail.blocks.StructBlock", [[("audio", 14)]], {}),
                            16: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Title",
                                    "max_length": 160,
                                    "required": False,
                                },
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 16), ("title", 17)]],
                                {},
                            ),
                            19: ("lms.content.blocks.signpost.SignpostBlock", (), {}),
                        },
                        verbose_name="description",
                    ),
                ),
                (
                    "prerequisites",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Courses to complete before somebody can enrol.",
                        related_name="+",
                        to="learning.learningactivity",
                        verbose_name="first these courses",
                    ),
                ),
                (
                    "roles",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="No role means: for everyone.",
                        to="organisation.integrityrole",
                        verbose_name="recommended for",
                    ),
                ),
                (
                    "terms",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="learning.term", verbose_name="described by"
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SessionPart",
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
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="UID",
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="begins at")),
                ("ends_at", models.DateTimeField(verbose_name="ends at")),
                (
                    "session",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="courses.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a session",
                "verbose_name_plural": "parts of a session",
                "ordering": ["begins_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                fields=["activity", "begins_at"], name="courses_session_of"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                name="courses_session_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)),
                name="courses_session_has_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at", None), ("cancelled_because", "")),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        models.Q(("cancelled_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="courses_session_cancelled_with_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["session", "seat"],
                name="courses_enrolment_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("learner", "activity"),
                name="courses_enrolment_one_open_per_learner_and_activity",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("session", "seat"),
                name="courses_enrolment_a_seat_is_given_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("placed_at", None), ("seat", None)),
                    models.Q(("placed_at__isnull", False), ("seat__gte", 1)),
                    _connector="OR",
                ),
                name="courses_enrolment_a_place_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_as", ""), ("ended_at", None)),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("ended_as", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="courses_enrolment_ends_as_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                name="courses_sessionpart_ends_after_it_begins",
                violation_error_message="The end comes after the beginning.",
            ),
        ),
        protect("courses", "Attendance"),
        protect(
            "courses",
            "Enrolment",
            except_columns=("seat", "placed_at", "reminded_at", "ended_at", "ended_as"),
        ),
    ]
