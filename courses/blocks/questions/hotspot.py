"""Pointing at something in an image."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from courses.questions import Hotspot
from courses.questions.regions import CIRCLE, POLYGON, RECTANGLE, points_in, region_of

from .base import MOST_PARTS, SAID_IN_PARTS, Faults, PartlyJudgedBlock, feedback, layout


def _per_cent(label: object) -> blocks.DecimalBlock:
    return blocks.DecimalBlock(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
    )


class RegionBlock(blocks.StructBlock):
    """A region of the image that can be chosen."""

    label = blocks.CharBlock(
        label=_("Name"),
        max_length=160,
        help_text=_("Who does not see the image, chooses by this name."),
    )
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    shape = blocks.ChoiceBlock(
        label=_("Shape"),
        choices=[
            (RECTANGLE, _("Rectangle")),
            (CIRCLE, _("Circle")),
            (POLYGON, _("Polygon")),
        ],
        default=RECTANGLE,
    )
    x = _per_cent(_("From the left (%)"))
    y = _per_cent(_("From the top (%)"))
    width = _per_cent(_("Width (%)"))
    height = _per_cent(_("Height (%)"))
    points = blocks.CharBlock(
        label=_("Corners"),
        max_length=600,
        required=False,
        help_text=_(
            "Only for a polygon: per corner the per cent from the left and from the top,"
            " such as 10,20 40,20 25,60."
        ),
    )
    feedback = feedback(_("What somebody who chose this learns from it."))

    class Meta:
        icon = "crosshairs"
        label = _("Region")
        form_layout = [
            "label",
            "correct",
            "shape",
            "x",
            "y",
            "width",
            "height",
            "points",
            "feedback",
        ]
        label_format = "{label}"

    def clean(self, value: Any) -> Any:
        """Refuse a region that cannot be drawn within the image."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        region = region_of("", self.get_prep_value(cleaned), place=0)
        if region.is_drawn:
            return cleaned
        raise StructBlockValidationError(block_errors=self._faults(cleaned))

    def _faults(self, value: Any) -> dict[str, ValidationError]:
        if value["shape"] != POLYGON:
            sentence = _("Give the region a width and a height within the image.")
            return {"width": ValidationError(sentence, code="region-outside")}
        if points_in(value["points"]) is None:
            sentence = _("Write each corner as two numbers from 0 to 100: 10,20.")
        else:
            sentence = _("Give at least three corners that enclose something.")
        return {"points": ValidationError(sentence, code="region-outside")}


class HotspotBlock(PartlyJudgedBlock):
    """An image with regions, of which one or more are right."""

    kind: ClassVar[str] = Hotspot.kind
    faults_at: ClassVar[Faults] = {
        "too-few-answers": ("regions", _("Give at least two regions.")),
        "none-right": ("regions", _("Mark at least one region as right.")),
        "several-right": (
            "regions",
            _("Only one region can be right, unless more than one may be chosen."),
        ),
        "no-image": ("image", _("Choose an image.")),
        "label-empty": ("regions", _("Give each region a name.")),
        "region-outside": ("regions", _("Keep each region within the image.")),
    }

    image = ImageChooserBlock(label=_("Image"))
    description = blocks.CharBlock(
        label=_("What the image shows"),
        max_length=400,
        help_text=_(
            "For who does not see it: all that the question needs, without the answer."
        ),
    )
    multiple = blocks.BooleanBlock(
        label=_("More than one region may be chosen"), required=False
    )
    regions = blocks.ListBlock(
        RegionBlock(),
        label=_("Regions"),
        max_num=MOST_PARTS,
        help_text=_(
            "Wrong ones too. Draw each on the image, or type its place in per cent."
        ),
    )

    class Meta:
        icon = "crosshairs"
        label = _("Point it out")
        form_layout = layout(
            "image", "description", "multiple", "regions", said=SAID_IN_PARTS
        )
        description = _("What one must see: a danger in a picture, a field of a form.")
        preview_value = {
            "prompt": "Waar hoort dit dossier niet te liggen?",
            "description": "Een kantoor met een bureau, een printer en een kast.",
            "regions": [
                {
                    "label": "Op de printer in de gang",
                    "correct": True,
                    "x": 10,
                    "y": 20,
                    "width": 20,
                    "height": 30,
                },
                {
                    "label": "In de kast op slot",
                    "x": 60,
                    "y": 10,
                    "width": 25,
                    "height": 60,
                },
            ],
        }
