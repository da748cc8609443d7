"""The card "Bij wie kun je terecht?" wherever it is wanted."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SignpostBlock(blocks.StaticBlock):
    """The reusable signpost card; its text is kept once, in the settings."""

    class Meta:
        icon = "help"
        label = _("Signpost: whom can you turn to?")
        group = _("Learning")
        template = "content/blocks/signpost.html"
        admin_text = _("Shows the signpost card of the settings.")
