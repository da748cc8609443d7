"""Surveys, questions to trainers, own notes and kept lessons."""

import django.db.models.deletion
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_watching"),
        ("learning", "0003_prerequisites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
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
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="What you do with the answers. One or two sentences.",
                        max_length=600,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "questions",
                    wagtail.fields.StreamField(
                        [("scale", 3), ("choice", 7), ("choices", 7), ("open", 8)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 250},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What 1 means", "max_length": 60},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What 5 means", "max_length": 60},
                            ),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 0), ("low", 1), ("high", 2)]],
                                {},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Answer", "max_length": 120},
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("text", 4)]], {}),
                            6: (
                                "wagtail.blocks.ListBlock",
                                (5,),
                                {"label": "Answers", "min_num": 2},
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 0), ("options", 6)]],
                                {},
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("text", 0)]], {}),
                        },
                        verbose_name="questions",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="SurveyMark",
            fields=[
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="survey_mark",
                        serialize=False,
                        to="learning.participation",
                        verbose_name="participation in the course",
                    ),
                ),
            ],
            options={
                "verbose_name": "answered survey",
                "verbose_name_plural": "answered surveys",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
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
                ("kept_at", models.DateTimeField(verbose_name="kept at")),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookmark",
                        to="learning.participation",
                        verbose_name="participation in the lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "kept lesson",
                "verbose_name_plural": "kept lessons",
                "ordering": ["-kept_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FrequentQuestion",
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
                ("question", models.CharField(max_length=300, verbose_name="question")),
                ("answer", models.TextField(max_length=2000, verbose_name="answer")),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="frequent_questions",
                        to="courses.lessonpage",
                        verbose_name="lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "frequent question",
                "verbose_name_plural": "frequent questions",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="LessonNote",
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
                ("text", models.TextField(verbose_name="text")),
                ("saved_at", models.DateTimeField(verbose_name="saved at")),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson_note",
                        to="learning.participation",
                        verbose_name="participation in the lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "note at a lesson",
                "verbose_name_plural": "notes at lessons",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="coursepage",
            name="survey",
            field=models.ForeignKey(
                blank=True,
                help_text="Offered to whoever completes the course. Nobody has to answer.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.survey",
                verbose_name="survey",
            ),
        ),
        migrations.CreateModel(
            name="SurveyEdition",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "fingerprint",
                    models.CharField(max_length=64, verbose_name="fingerprint"),
                ),
                ("content", models.JSONField(verbose_name="questions")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="courses.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of a survey",
                "verbose_name_plural": "editions of surveys",
                "ordering": ["survey", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SurveyBundle",
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
                ("people", models.PositiveIntegerField(verbose_name="people")),
                (
                    "counts",
                    models.JSONField(
                        help_text="Per question: how often each answer was given.",
                        verbose_name="counts",
                    ),
                ),
                (
                    "texts",
                    models.JSONField(
                        help_text="Per question, in random order.", verbose_name="texts"
                    ),
                ),
                ("released_on", models.DateField(verbose_name="released on")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_bundles",
                        to="learning.learningactivity",
                        verbose_name="course",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundles",
                        to="courses.surveyedition",
                        verbose_name="edition of a survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "bundle of answer sheets",
                "verbose_name_plural": "bundles of answer sheets",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SurveySheet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("answers", models.JSONField(verbose_name="answers")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.learningactivity",
                        verbose_name="course",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="courses.surveyedition",
                        verbose_name="edition of a survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer sheet",
                "verbose_name_plural": "answer sheets",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TrainerQuestion",
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
                ("text", models.TextField(verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="answered at"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainer_questions",
                        to="learning.participation",
                        verbose_name="participation in the lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "question to the trainer",
                "verbose_name_plural": "questions to the trainer",
                "ordering": ["-asked_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="surveyedition",
            constraint=models.UniqueConstraint(
                fields=("survey", "number"), name="courses_surveyedition_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyedition",
            constraint=models.UniqueConstraint(
                fields=("survey", "fingerprint"), name="courses_surveyedition_content"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveybundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 5)),
                name="courses_surveybundle_of_enough_people",
            ),
        ),
        migrations.AddIndex(
            model_name="trainerquestion",
            index=models.Index(
                condition=models.Q(("answered_at", None)),
                fields=["asked_at"],
                name="courses_trainerquestion_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainerquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""), ("answered_at", None), ("answered_by", None)
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="courses_trainerquestion_answered_with_an_answer",
            ),
        ),
    ]
