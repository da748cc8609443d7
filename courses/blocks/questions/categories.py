"""Sorting items into categories."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Categories

from .base import (
    MOST_PARTS,
    SAID_IN_PARTS,
    Faults,
    PartlyJudgedBlock,
    feedback,
    folded,
    layout,
)


class ItemBlock(blocks.StructBlock):
    """Something that belongs in a category."""

    text = blocks.CharBlock(label=_("Item"), max_length=250)
    feedback = feedback(_("Why it belongs here."))

    class Meta:
        icon = "tag"
        label = _("Item")
        form_layout = ["text", folded("said", _("Feedback"), "feedback")]
        label_format = "{text}"


class CategoryBlock(blocks.StructBlock):
    """A category with what belongs in it."""

    name = blocks.CharBlock(label=_("Category"), max_length=120)
    items = blocks.ListBlock(
        ItemBlock(), label=_("What belongs in it"), max_num=MOST_PARTS
    )

    class Meta:
        icon = "folder-open-1"
        label = _("Category")
        form_layout = ["name", "items"]
        label_format = "{name}"


class CategoriesBlock(PartlyJudgedBlock):
    """Items, each of one category."""

    kind: ClassVar[str] = Categories.kind
    faults_at: ClassVar[Faults] = {
        "too-few-categories": ("categories", _("Give at least two categories.")),
        "too-few-items": ("categories", _("Give at least two items to sort.")),
        "category-incomplete": (
            "categories",
            _("Give each category and each item its words."),
        ),
    }

    categories = blocks.ListBlock(
        CategoryBlock(),
        label=_("Categories"),
        max_num=MOST_PARTS,
        help_text=_("A category may stay empty. The items are mixed."),
    )

    class Meta:
        icon = "folder-open-1"
        label = _("Sort into categories")
        form_layout = layout("categories", said=SAID_IN_PARTS)
        description = _("Two or three categories that exclude each other.")
        preview_value = {
            "prompt": "Wat mag je aannemen?",
            "categories": [
                {
                    "name": "Dat mag",
                    "items": [{"text": "Koffie tijdens een vergadering"}],
                },
                {
                    "name": "Dat mag niet",
                    "items": [
                        {"text": "Een weekend weg"},
                        {"text": "Een bon van twintig euro"},
                    ],
                },
            ],
        }
