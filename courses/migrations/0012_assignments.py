"""Assignments: their pages, what is handed in, and what trainers decide (facts)."""

import courses.models.fields
import courses.models.submissions
import django.core.validators
import django.db.models.deletion
import lms.common.private
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0011_sessions"),
        ("learning", "0005_absent"),
        ("organisation", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssignmentPage",
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
                        verbose_name="what to do",
                    ),
                ),
                (
                    "criteria",
                    wagtail.fields.StreamField(
                        [("criterion", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Criterion", "max_length": 300},
                            )
                        },
                        help_text="By what a trainer judges it, one sentence each. The learner reads them too; all of them are met before the assignment is accepted.",
                        verbose_name="criteria",
                    ),
                ),
                (
                    "asks_for",
                    models.CharField(
                        choices=[
                            ("text", "A text"),
                            ("files", "Files"),
                            ("both", "A text and files"),
                            ("either", "A text, files or both"),
                        ],
                        default="either",
                        max_length=10,
                        verbose_name="what to hand in",
                    ),
                ),
                (
                    "file_kinds",
                    courses.models.fields.FileKindsField(
                        default=courses.models.fields.every_kind_of_file,
                        verbose_name="kinds of file",
                    ),
                ),
                (
                    "most_files",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="how many files at most",
                    ),
                ),
                (
                    "largest",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(25),
                        ],
                        verbose_name="largest file in MB",
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
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Submission",
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
                    "number",
                    models.PositiveSmallIntegerField(default=1, verbose_name="round"),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("saved_at", models.DateTimeField(verbose_name="saved at")),
                (
                    "handed_in_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="handed in at"
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="learning.participation",
                        verbose_name="participation in the assignment",
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["pk"],
                "permissions": [("review_submission", "Can review assignments")],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SubmissionReview",
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
                    "decision",
                    models.CharField(
                        choices=[
                            ("returned", "Returned with feedback"),
                            ("accepted", "Accepted"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "criteria",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="The criteria as they were then, each met or not.",
                        verbose_name="criteria",
                    ),
                ),
                ("feedback", models.TextField(blank=True, verbose_name="feedback")),
                ("reviewed_at", models.DateTimeField(verbose_name="reviewed at")),
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
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="courses.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of a submission",
                "verbose_name_plural": "reviews of submissions",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SubmittedFile",
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
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("kind", models.CharField(max_length=10, verbose_name="kind")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "file",
                    models.FileField(
                        storage=lms.common.private.private_files,
                        upload_to=courses.models.submissions.place_of,
                        verbose_name="file",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "handed_in_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="handed in at"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="courses.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "submitted file",
                "verbose_name_plural": "submitted files",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewersTold",
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
                ("day", models.DateField(verbose_name="day")),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="trainer",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail about what waits",
                "verbose_name_plural": "mails about what waits",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("trainer", "day"),
                        name="courses_reviewerstold_once_a_day",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                fields=["handed_in_at"], name="courses_submission_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("participation", "number"),
                name="courses_submission_once_per_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("handed_in_at", None)),
                fields=("participation",),
                name="courses_submission_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="courses_submission_from_round_one",
            ),
        ),
        migrations.AddIndex(
            model_name="submittedfile",
            index=models.Index(fields=["file"], name="courses_submittedfile_on_disk"),
        ),
        migrations.AddConstraint(
            model_name="submittedfile",
            constraint=models.UniqueConstraint(
                fields=("submission", "sha256"), name="courses_submittedfile_once"
            ),
        ),
        protect("courses", "Submission", once="handed_in_at"),
        protect("courses", "SubmittedFile", once="handed_in_at"),
        protect("courses", "SubmissionReview"),
    ]
