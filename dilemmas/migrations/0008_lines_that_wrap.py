"""Short lines are typed in fields that grow with them."""

import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dilemmas", "0007_first_time"),
    ]

    operations = [
        migrations.AlterField(
            model_name="scene",
            name="articles",
            field=wagtail.fields.StreamField(
                [("article", 0)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Article of the code", "max_length": 250, "rows": 1},
                    )
                },
                verbose_name="articles of the code, for an ending",
            ),
        ),
        migrations.AlterField(
            model_name="scene",
            name="prompts",
            field=wagtail.fields.StreamField(
                [("prompt", 0)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Question to weigh", "max_length": 250, "rows": 1},
                    )
                },
                verbose_name="questions of the moral weighing",
            ),
        ),
        migrations.AlterField(
            model_name="scene",
            name="reflection",
            field=wagtail.fields.StreamField(
                [("question", 0)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "label": "Question to take away",
                            "max_length": 250,
                            "rows": 1,
                        },
                    )
                },
                verbose_name="reflection, for an ending",
            ),
        ),
        migrations.AlterField(
            model_name="scene",
            name="stakeholders",
            field=wagtail.fields.StreamField(
                [("stakeholder", 0)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Stakeholder", "max_length": 250, "rows": 1},
                    )
                },
                verbose_name="stakeholders",
            ),
        ),
    ]
