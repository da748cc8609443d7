"""What it takes, as groups in groups: the rows of the two inline levels move into a stream.

Drafts and earlier versions in the history move along.
"""

import json
from uuid import uuid4

import wagtail.fields
from django.db import migrations


def _block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid4())}


def _group(title, introduction, rule, minimum, activities):
    value = {
        "title": title,
        "introduction": introduction,
        "rule": rule,
        "amount": minimum if rule == "at-least" else None,
        "worth": None,
        "parts": [
            _block("activity", {"activity": pk, "worth": None}) for pk in activities
        ],
    }
    return _block("group", value)


def _in_order(rows):
    return sorted(
        rows, key=lambda row: (row.get("sort_order") or 0, row.get("pk") or 0)
    )


def move_rows(apps, schema_editor):
    Page = apps.get_model("certification", "TrajectoryPage")
    field = Page._meta.get_field("requirements")
    for page in Page.objects.all():
        groups = [
            _group(
                group.title,
                group.introduction,
                group.rule,
                group.minimum,
                group.items.order_by("sort_order", "pk").values_list(
                    "activity_id", flat=True
                ),
            )
            for group in page.groups.order_by("sort_order", "pk")
        ]
        value = field.to_python(json.dumps(groups))
        Page.objects.filter(pk=page.pk).update(requirements=value)


def move_history(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Revision = apps.get_model("wagtailcore", "Revision")
    kind = ContentType.objects.filter(
        app_label="certification", model="trajectorypage"
    ).first()
    if kind is None:
        return
    for revision in Revision.objects.filter(content_type=kind).iterator(chunk_size=50):
        rows = revision.content.pop("groups", None)
        if rows is None:
            continue
        groups = [
            _group(
                row["title"],
                row["introduction"],
                row["rule"],
                row["minimum"],
                [item["activity"] for item in _in_order(row.get("items", []))],
            )
            for row in _in_order(rows)
        ]
        revision.content["requirements"] = json.dumps(groups)
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0005_sealing"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("learning", "0006_rules"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="trajectorypage",
            name="requirements",
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
                help_text="All of these groups are asked. A group can hold activities and other groups, at most three deep.",
                verbose_name="what it takes",
            ),
        ),
        migrations.RunPython(move_rows, migrations.RunPython.noop),
        migrations.RunPython(move_history, migrations.RunPython.noop),
        migrations.DeleteModel(name="RequirementItem"),
        migrations.DeleteModel(name="RequirementGroup"),
    ]
