"""The form of a hotspot in the admin: its regions are seen on the image, and drawn there."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from .hotspot import HotspotBlock

# Large enough to see a form on, small enough to stay in sight.
WIDTH = "width-1000"


class HotspotAdapter(StructBlockAdapter):
    """Adds to the form where to get the image and what to say of it."""

    js_constructor = "courses.HotspotBlock"

    def js_args(self, block: HotspotBlock) -> list[Any]:
        """What Wagtail hands to the form, and ours."""
        name, children, meta = super().js_args(block)
        drawing = {
            # The script puts the key of the image in the place of the zero.
            "image": reverse("wagtailimages:preview", args=[0, WIDTH]),
            "draws": _("You draw region {number}. You can type its numbers too."),
            "empty": _("Add a region, then draw it here or type its numbers."),
        }
        return [name, children, meta | {"drawing": drawing}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own script, and ours after it."""
        ours = forms.Media(
            js=[versioned_static("courses/editor/hotspot.js")],
            css={"all": [versioned_static("courses/editor/hotspot.css")]},
        )
        return super().media + ours


register(HotspotAdapter(), HotspotBlock)
