"""A question bank, tests and attempts. Answers know their attempt and their version."""

import courses.models.quizzes
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

from lms.xapi.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0005_answers"),
        ("learning", "0004_tests"),
        ("organisation", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        unprotect("courses", "Answer"),
        migrations.CreateModel(
            name="QuestionTopic",
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
                    "name",
                    models.CharField(max_length=100, unique=True, verbose_name="name"),
                ),
            ],
            options={
                "verbose_name": "topic of questions",
                "verbose_name_plural": "topics of questions",
                "ordering": ["name"],
            },
        ),
        migrations.AlterField(
            model_name="answer",
            name="question",
            field=models.UUIDField(
                help_text="The id of its block, or its key in the question bank.",
                verbose_name="question",
            ),
        ),
        migrations.CreateModel(
            name="Attempt",
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
                    "quiz",
                    models.UUIDField(
                        help_text="The id of its block, or the key of the page of a test.",
                        verbose_name="quiz",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("seed", models.BigIntegerField(verbose_name="seed")),
                (
                    "drawn",
                    models.JSONField(
                        help_text="Keys of questions and their versions, in order.",
                        verbose_name="drawn",
                    ),
                ),
                ("rules", models.JSONField(verbose_name="rules")),
                (
                    "marked",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Keys of questions to come back to.",
                        verbose_name="marked",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                (
                    "deadline_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "handed_in_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="handed in at"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="closed at"
                    ),
                ),
                (
                    "score",
                    models.FloatField(blank=True, null=True, verbose_name="score"),
                ),
                (
                    "passed",
                    models.BooleanField(blank=True, null=True, verbose_name="passed"),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="learning.participation",
                        verbose_name="participation",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["pk"],
                "permissions": [("review_attempt", "Can review open answers")],
                "default_permissions": ("view",),
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="attempt",
            field=models.ForeignKey(
                blank=True,
                help_text="None: a question of the lesson itself.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="courses.attempt",
                verbose_name="attempt",
            ),
        ),
        migrations.CreateModel(
            name="ExtraTime",
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
                    "per_cent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="50 makes 30 minutes 45; 900 makes a limit ten times as long.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(900),
                        ],
                        verbose_name="extra time in per cent",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extra_time",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "extra time",
                "verbose_name_plural": "extra time",
                "ordering": ["person"],
            },
        ),
        migrations.CreateModel(
            name="BankQuestion",
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
                    "translation_key",
                    models.UUIDField(default=uuid.uuid4, editable=False),
                ),
                (
                    "live",
                    models.BooleanField(
                        default=True, editable=False, verbose_name="live"
                    ),
                ),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="has unpublished changes",
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        null=True,
                        verbose_name="first published at",
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="go live date/time"
                    ),
                ),
                (
                    "expire_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="expiry date/time"
                    ),
                ),
                (
                    "expired",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="expired"
                    ),
                ),
                (
                    "locked",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="locked"
                    ),
                ),
                (
                    "locked_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="locked at"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="To find it by; learners do not see it.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("question", 11),
                            ("true_false", 16),
                            ("matching", 24),
                            ("ordering", 29),
                            ("categories", 36),
                            ("gaps", 45),
                            ("short_text", 48),
                            ("number", 55),
                            ("hotspot", 68),
                            ("likert", 72),
                            ("open", 78),
                        ],
                        block_lookup={
                            0: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Question", "max_length": 800, "rows": 2},
                            ),
                            1: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "label": "More than one answer may be chosen",
                                    "required": False,
                                },
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Answer", "max_length": 400},
                            ),
                            3: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {"label": "This is right", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "What somebody who chose this learns from it.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 2), ("correct", 3), ("feedback", 4)]],
                                {},
                            ),
                            6: (
                                "wagtail.blocks.ListBlock",
                                (5,),
                                {"label": "Answers", "max_num": 20},
                            ),
                            7: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "label": "When the answer is right",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            8: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "When this is empty, they read what you say of a wrong answer.",
                                    "label": "When a part of the answer is right",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            9: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "label": "When the answer is wrong",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            10: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Shown after answering, whatever was answered.",
                                    "label": "Explanation",
                                    "max_length": 1500,
                                    "required": False,
                                    "rows": 3,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("multiple", 1),
                                        ("answers", 6),
                                        ("when_right", 7),
                                        ("when_partly", 8),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "One thought, without “not”: a denial is easily misread.",
                                    "label": "Claim",
                                    "max_length": 800,
                                    "rows": 2,
                                },
                            ),
                            13: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("true", "true"),
                                        ("false", "not true"),
                                    ],
                                    "label": "The claim is",
                                },
                            ),
                            14: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "For whoever answers that it is true.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            15: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "For whoever answers that it is not true.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 12),
                                        ("answer", 13),
                                        ("feedback_true", 14),
                                        ("feedback_false", 15),
                                        ("when_right", 7),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            17: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "First half", "max_length": 250},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Second half", "max_length": 250},
                            ),
                            19: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Shown to everyone once the question is answered.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("source", 17), ("target", 18), ("feedback", 19)]],
                                {},
                            ),
                            21: (
                                "wagtail.blocks.ListBlock",
                                (20,),
                                {
                                    "help_text": "Pairs with the same second half share it. The order is mixed.",
                                    "label": "Pairs",
                                    "max_num": 20,
                                },
                            ),
                            22: (
                                "courses.blocks.questions.base.LineBlock",
                                (),
                                {"label": "Goes with nothing", "max_length": 250},
                            ),
                            23: (
                                "wagtail.blocks.ListBlock",
                                (22,),
                                {
                                    "default": [],
                                    "help_text": "So that the last pair is not found by what is left.",
                                    "label": "Second halves that go with nothing",
                                    "max_num": 20,
                                },
                            ),
                            24: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("pairs", 21),
                                        ("distractors", 23),
                                        ("when_right", 7),
                                        ("when_partly", 8),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            25: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Item", "max_length": 250},
                            ),
                            26: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Why it stands here.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 25), ("feedback", 26)]],
                                {},
                            ),
                            28: (
                                "wagtail.blocks.ListBlock",
                                (27,),
                                {
                                    "help_text": "Learners see them in another order.",
                                    "label": "Items, in the right order",
                                    "max_num": 20,
                                },
                            ),
                            29: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("items", 28),
                                        ("when_right", 7),
                                        ("when_partly", 8),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            30: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Category", "max_length": 120},
                            ),
                            31: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Why it belongs here.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "required": False,
                                    "rows": 2,
                                },
                            ),
                            32: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 25), ("feedback", 31)]],
                                {},
                            ),
                            33: (
                                "wagtail.blocks.ListBlock",
                                (32,),
                                {"label": "What belongs in it", "max_num": 20},
                            ),
                            34: (
                                "wagtail.blocks.StructBlock",
                                [[("name", 30), ("items", 33)]],
                                {},
                            ),
                            35: (
                                "wagtail.blocks.ListBlock",
                                (34,),
                                {
                                    "help_text": "A category may stay empty. The items are mixed.",
                                    "label": "Categories",
                                    "max_num": 20,
                                },
                            ),
                            36: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("categories", 35),
                                        ("when_right", 7),
                                        ("when_partly", 8),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            37: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "default": "Fill in the gaps.",
                                    "label": "Assignment",
                                    "max_length": 800,
                                    "rows": 2,
                                },
                            ),
                            38: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Put the right answer between double brackets: [[gift]]. More right answers: [[gift|present]]. To have them choose, give all answers, with a star before the right one: [[*never|sometimes|always]].",
                                    "label": "Text with gaps",
                                    "max_length": 4000,
                                    "rows": 5,
                                },
                            ),
                            39: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "“Cooperatie” is right too when the answer is “coöperatie”.",
                                    "label": "Accents do not count",
                                    "required": False,
                                },
                            ),
                            40: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "One letter, in words of six letters or more.",
                                    "label": "A typing error is allowed",
                                    "required": False,
                                },
                            ),
                            41: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Wrong answer", "max_length": 200},
                            ),
                            42: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "What somebody who answers this learns from it.",
                                    "label": "Feedback",
                                    "max_length": 800,
                                    "rows": 2,
                                },
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [[("answer", 41), ("feedback", 42)]],
                                {},
                            ),
                            44: (
                                "wagtail.blocks.ListBlock",
                                (43,),
                                {
                                    "default": [],
                                    "help_text": "Other wrong answers get the feedback on the question.",
                                    "label": "Known mistakes",
                                    "max_num": 20,
                                },
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 37),
                                        ("text", 38),
                                        ("fold_accents", 39),
                                        ("allow_typos", 40),
                                        ("mistakes", 44),
                                        ("when_right", 7),
                                        ("when_partly", 8),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            46: (
                                "courses.blocks.questions.base.LineBlock",
                                (),
                                {"label": "Right answer", "max_length": 200},
                            ),
                            47: (
                                "wagtail.blocks.ListBlock",
                                (46,),
                                {
                                    "help_text": "The first one is shown as the solution. Capitals and spaces do not count.",
                                    "label": "Right answers",
                                    "max_num": 20,
                                },
                            ),
                            48: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("accepted", 47),
                                        ("fold_accents", 39),
                                        ("allow_typos", 40),
                                        ("mistakes", 44),
                                        ("when_right", 7),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            49: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 6,
                                    "label": "Right number",
                                    "max_digits": 15,
                                },
                            ),
                            50: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 6,
                                    "help_text": "How far off is still right: 5 makes 95 to 105 right for 100.",
                                    "label": "Tolerance",
                                    "max_digits": 15,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            51: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Such as “euro” or “days”. It stands behind the field.",
                                    "label": "Unit",
                                    "max_length": 30,
                                    "required": False,
                                },
                            ),
                            52: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 6,
                                    "label": "Wrong number",
                                    "max_digits": 15,
                                },
                            ),
                            53: (
                                "wagtail.blocks.StructBlock",
                                [[("value", 52), ("feedback", 42)]],
                                {},
                            ),
                            54: (
                                "wagtail.blocks.ListBlock",
                                (53,),
                                {
                                    "default": [],
                                    "help_text": "Other wrong answers get the feedback on the question.",
                                    "label": "Known mistakes",
                                    "max_num": 20,
                                },
                            ),
                            55: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("value", 49),
                                        ("tolerance", 50),
                                        ("unit", 51),
                                        ("mistakes", 54),
                                        ("when_right", 7),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            56: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Image"},
                            ),
                            57: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "For who does not see it: all that the question needs, without the answer.",
                                    "label": "What the image shows",
                                    "max_length": 400,
                                },
                            ),
                            58: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "label": "More than one region may be chosen",
                                    "required": False,
                                },
                            ),
                            59: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who does not see the image, chooses by this name.",
                                    "label": "Name",
                                    "max_length": 160,
                                },
                            ),
                            60: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("rectangle", "Rectangle"),
                                        ("circle", "Circle"),
                                        ("polygon", "Polygon"),
                                    ],
                                    "label": "Shape",
                                },
                            ),
                            61: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 3,
                                    "label": "From the left (%)",
                                    "max_digits": 6,
                                    "max_value": 100,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            62: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 3,
                                    "label": "From the top (%)",
                                    "max_digits": 6,
                                    "max_value": 100,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            63: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 3,
                                    "label": "Width (%)",
                                    "max_digits": 6,
                                    "max_value": 100,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            64: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 3,
                                    "label": "Height (%)",
                                    "max_digits": 6,
                                    "max_value": 100,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            65: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Only for a polygon: per corner the per cent from the left and from the top, such as 10,20 40,20 25,60.",
                                    "label": "Corners",
                                    "max_length": 600,
                                    "required": False,
                                },
                            ),
                            66: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("label", 59),
                                        ("correct", 3),
                                        ("shape", 60),
                                        ("x", 61),
                                        ("y", 62),
                                        ("width", 63),
                                        ("height", 64),
                                        ("points", 65),
                                        ("feedback", 4),
                                    ]
                                ],
                                {},
                            ),
                            67: (
                                "wagtail.blocks.ListBlock",
                                (66,),
                                {
                                    "help_text": "Wrong ones too. Draw each on the image, or type its place in per cent.",
                                    "label": "Regions",
                                    "max_num": 20,
                                },
                            ),
                            68: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("image", 56),
                                        ("description", 57),
                                        ("multiple", 58),
                                        ("regions", 67),
                                        ("when_right", 7),
                                        ("when_partly", 8),
                                        ("when_wrong", 9),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                            69: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Claim", "max_length": 800, "rows": 2},
                            ),
                            70: (
                                "courses.blocks.questions.base.LineBlock",
                                (),
                                {"label": "Grade", "max_length": 80},
                            ),
                            71: (
                                "wagtail.blocks.ListBlock",
                                (70,),
                                {
                                    "default": [
                                        "Strongly disagree",
                                        "Disagree",
                                        "Neither",
                                        "Agree",
                                        "Strongly agree",
                                    ],
                                    "help_text": "From one end to the other, as many grades on both sides.",
                                    "label": "Scale",
                                    "max_num": 11,
                                },
                            ),
                            72: (
                                "wagtail.blocks.StructBlock",
                                [[("prompt", 69), ("scale", 71), ("explanation", 10)]],
                                {},
                            ),
                            73: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "At least how many words",
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            74: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "A limit helps to say what matters. Some 150 words is half a page.",
                                    "label": "At most how many words",
                                    "max_value": 1500,
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            75: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Learners read it once they have answered.",
                                    "label": "Model answer",
                                    "max_length": 4000,
                                    "required": False,
                                    "rows": 4,
                                },
                            ),
                            76: (
                                "courses.blocks.questions.base.LineBlock",
                                (),
                                {"label": "Criterion", "max_length": 250},
                            ),
                            77: (
                                "wagtail.blocks.ListBlock",
                                (76,),
                                {
                                    "default": [],
                                    "help_text": "What the trainer looks for. Only trainers see it.",
                                    "label": "Criteria",
                                    "max_num": 20,
                                },
                            ),
                            78: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("prompt", 0),
                                        ("least_words", 73),
                                        ("most_words", 74),
                                        ("model_answer", 75),
                                        ("criteria", 77),
                                        ("explanation", 10),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="question",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, editable=False, max_length=20, verbose_name="kind"
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "terms",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="learning.term", verbose_name="described by"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        help_text="A test can draw questions at random from a topic.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.questiontopic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the bank",
                "verbose_name_plural": "question bank",
                "ordering": ["title", "pk"],
                "permissions": [
                    ("publish_bankquestion", "Can publish questions of the bank")
                ],
                "abstract": False,
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="QuestionVersion",
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
                ("key", models.UUIDField(verbose_name="question")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "fingerprint",
                    models.CharField(max_length=64, verbose_name="fingerprint"),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("content", models.JSONField(verbose_name="content")),
                ("published_at", models.DateTimeField(verbose_name="published at")),
            ],
            options={
                "verbose_name": "version of a question",
                "verbose_name_plural": "versions of questions",
                "ordering": ["key", "language", "-number"],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "language", "number"),
                        name="courses_questionversion_number_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="version",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a question of the bank.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="courses.questionversion",
                verbose_name="version of the question",
            ),
        ),
        migrations.CreateModel(
            name="TestPage",
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
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True, verbose_name="introduction"
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("quiz", 19)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Title",
                                    "max_length": 120,
                                    "required": False,
                                },
                            ),
                            1: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "label": "Introduction",
                                    "max_length": 1000,
                                    "required": False,
                                },
                            ),
                            2: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("courses.BankQuestion",),
                                {"label": "Question"},
                            ),
                            3: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("courses.QuestionTopic",),
                                {"label": "Topic"},
                            ),
                            4: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "default": 5,
                                    "label": "How many",
                                    "max_value": 200,
                                    "min_value": 1,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("topic", 3), ("count", 4)]],
                                {},
                            ),
                            6: (
                                "wagtail.blocks.StreamBlock",
                                [[("question", 2), ("draw", 5)]],
                                {"label": "What is asked", "required": False},
                            ),
                            7: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {"label": "Shuffle the questions", "required": False},
                            ),
                            8: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {"label": "Shuffle the answers", "required": False},
                            ),
                            9: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "Leave empty for as many as one likes.",
                                    "label": "Attempts allowed",
                                    "max_value": 100,
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            10: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "Leave empty for practice: then nobody fails.",
                                    "label": "Pass mark in per cent",
                                    "max_value": 100,
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "Leave empty for all the time in the world, which is best for most people.",
                                    "label": "Time limit in minutes",
                                    "max_value": 600,
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            12: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        (
                                            "each",
                                            "After each answer, which is then final",
                                        ),
                                        ("end", "At the end"),
                                        ("never", "Never"),
                                    ],
                                    "label": "Feedback on each question",
                                },
                            ),
                            13: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("nothing", "Nothing"),
                                        ("own", "One’s own answers"),
                                        (
                                            "right",
                                            "The right answers too, once passed or out of attempts",
                                        ),
                                    ],
                                    "label": "What can be looked at afterwards",
                                },
                            ),
                            14: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("one", "One at a time"),
                                        ("all", "All on one page"),
                                    ],
                                    "label": "Questions are shown",
                                },
                            ),
                            15: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "From this score, in per cent",
                                    "max_value": 100,
                                    "min_value": 0,
                                },
                            ),
                            16: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Text", "max_length": 1500},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("least", 15), ("text", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.ListBlock",
                                (17,),
                                {
                                    "default": [],
                                    "label": "Feedback on the whole, by score",
                                    "required": False,
                                },
                            ),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 0),
                                        ("introduction", 1),
                                        ("questions", 6),
                                        ("shuffle_questions", 7),
                                        ("shuffle_answers", 8),
                                        ("attempts", 9),
                                        ("pass_mark", 10),
                                        ("minutes", 11),
                                        ("feedback", 12),
                                        ("review", 13),
                                        ("presentation", 14),
                                        ("bands", 18),
                                    ]
                                ],
                                {},
                            ),
                        },
                        default=courses.models.quizzes.an_empty_quiz,
                        verbose_name="test",
                    ),
                ),
                (
                    "counts",
                    models.BooleanField(
                        default=True,
                        help_text="Without this the test is optional: the course does without.",
                        verbose_name="counts for the course",
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
                "verbose_name": "test",
                "verbose_name_plural": "tests",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="AnswerReview",
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
                ("score", models.FloatField(verbose_name="score")),
                ("feedback", models.TextField(blank=True, verbose_name="feedback")),
                ("reviewed_at", models.DateTimeField(verbose_name="reviewed at")),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="courses.answer",
                        verbose_name="answer",
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
            ],
            options={
                "verbose_name": "review of an answer",
                "verbose_name_plural": "reviews of answers",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 1)),
                        name="courses_answerreview_score_from_0_to_1",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(
                    ("deadline_at__isnull", False), ("handed_in_at", None)
                ),
                fields=["deadline_at"],
                name="courses_attempt_running",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(
                    ("closed_at", None), ("handed_in_at__isnull", False)
                ),
                fields=["handed_in_at"],
                name="courses_attempt_to_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("participation", "quiz"),
                name="courses_attempt_one_open_per_participation_and_quiz",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                fields=("participation", "quiz", "number"),
                name="courses_attempt_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    models.Q(
                        ("closed_at__gte", models.F("handed_in_at")),
                        ("handed_in_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="courses_attempt_closes_after_handing_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("score", None),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("score__gte", 0),
                        ("score__lte", 1),
                    ),
                    _connector="OR",
                ),
                name="courses_attempt_score_from_0_to_1",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("passed", None), ("score__isnull", False), _connector="OR"
                ),
                name="courses_attempt_passed_by_its_score",
            ),
        ),
        migrations.AddConstraint(
            model_name="extratime",
            constraint=models.CheckConstraint(
                condition=models.Q(("per_cent__gte", 1), ("per_cent__lte", 900)),
                name="courses_extratime_at_most_ten_times",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="bankquestion",
            unique_together={("translation_key", "locale")},
        ),
        protect("courses", "Answer"),
        protect("courses", "AnswerReview"),
        protect("courses", "QuestionVersion"),
    ]
