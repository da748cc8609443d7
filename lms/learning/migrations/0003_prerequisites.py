"""What comes first."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Prerequisite",
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
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prerequisites",
                        to="learning.learningactivity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "needed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opens",
                        to="learning.learningactivity",
                        verbose_name="comes first",
                    ),
                ),
            ],
            options={
                "verbose_name": "prerequisite",
                "verbose_name_plural": "prerequisites",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "needed"), name="learning_prerequisite_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activity", models.F("needed")), _negated=True
                        ),
                        name="learning_prerequisite_not_of_itself",
                    ),
                ],
            },
        ),
    ]
