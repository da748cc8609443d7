"""Answers to questions of every kind: judged in part, or not at all."""

from django.db import migrations, models
from django.db.models import Q

from lms.xapi.append_only import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_conditions"),
    ]

    operations = [
        unprotect("courses", "Answer"),
        migrations.AlterField(
            "answer",
            "correct",
            models.BooleanField(
                help_text="None: not judged.", null=True, verbose_name="right"
            ),
        ),
        migrations.AlterField(
            "answer",
            "response",
            models.JSONField(
                help_text="As the kind of question writes it.",
                verbose_name="response",
            ),
        ),
        migrations.AddField(
            "answer",
            "score",
            models.FloatField(
                blank=True,
                help_text="From 0 to 1; none: not judged.",
                null=True,
                verbose_name="score",
            ),
        ),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1),
                name="courses_answer_score_from_0_to_1",
            ),
        ),
        protect("courses", "Answer"),
    ]
