"""Tests are steps of a course, listed nowhere else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0003_prerequisites"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="learningactivity",
            name="learning_activity_lesson_never_listed",
        ),
        migrations.AlterField(
            model_name="learningactivity",
            name="kind",
            field=models.CharField(
                choices=[
                    ("course", "Course"),
                    ("lesson", "Lesson"),
                    ("test", "Test"),
                    ("dilemma", "Dilemma"),
                    ("session", "Session"),
                    ("assignment", "Assignment"),
                    ("trajectory", "Trajectory"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_listed", False),
                    models.Q(("kind__in", ("lesson", "test")), _negated=True),
                    _connector="OR",
                ),
                name="learning_activity_step_never_listed",
            ),
        ),
    ]
