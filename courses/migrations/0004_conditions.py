"""What completes a lesson and a course, and what comes first."""

import courses.models.fields
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_audio"),
        ("learning", "0002_append_only"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="coursepage",
            name="in_order",
            field=models.BooleanField(
                default=False,
                help_text="Each lesson opens when the one before it is completed. What you chose per lesson does not count then.",
                verbose_name="lessons in order",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="minimum",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Nothing means: every lesson that counts. With a number the learner chooses which lessons to do.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="how many lessons complete it",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="prerequisites",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Courses to complete before this one begins.",
                related_name="+",
                to="learning.learningactivity",
                verbose_name="first these courses",
            ),
        ),
        migrations.AddField(
            model_name="lessonpage",
            name="conditions",
            field=courses.models.fields.ConditionsField(
                default=courses.models.fields.usual_conditions,
                help_text="All that is ticked must be met. What does not occur in the lesson counts as met. Who completed the lesson keeps that when you change this.",
                verbose_name="what completes this lesson",
            ),
        ),
        migrations.AddField(
            model_name="lessonpage",
            name="counts",
            field=models.BooleanField(
                default=True,
                help_text="Without this the lesson is optional: the course does without.",
                verbose_name="counts for the course",
            ),
        ),
        migrations.AddField(
            model_name="lessonpage",
            name="prerequisites",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Lessons of this course to complete before this one opens.",
                related_name="+",
                to="wagtailcore.page",
                verbose_name="first these lessons",
            ),
        ),
        migrations.CreateModel(
            name="Fulfilment",
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
                    "condition",
                    models.CharField(
                        choices=[
                            ("opened", "Opened: who opens the lesson has done this."),
                            (
                                "watched",
                                "Watched: every video and recording that asks for it.",
                            ),
                            (
                                "answered",
                                "Answered: every question has an answer, right or wrong.",
                            ),
                            ("passed", "Passed: every test in the lesson is passed."),
                            (
                                "activities",
                                "Activities: what the lesson shows is completed.",
                            ),
                            (
                                "read",
                                "Read: the learner says so with the button at the end.",
                            ),
                            (
                                "confirmed",
                                "Confirmed: a trainer confirms it, person by person.",
                            ),
                        ],
                        max_length=20,
                        verbose_name="condition",
                    ),
                ),
                (
                    "part",
                    models.UUIDField(
                        blank=True,
                        help_text="None: the whole lesson.",
                        null=True,
                        verbose_name="block",
                    ),
                ),
                ("met_at", models.DateTimeField(verbose_name="met at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who confirmed it; nobody when the learner met it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilments",
                        to="learning.participation",
                        verbose_name="participation in the lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "fulfilment",
                "verbose_name_plural": "fulfilments",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "condition", "part"),
                        name="courses_fulfilment_once_per_block",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", None)),
                        fields=("participation", "condition"),
                        name="courses_fulfilment_once_per_lesson",
                    ),
                ],
            },
        ),
        protect("courses", "Fulfilment"),
    ]
