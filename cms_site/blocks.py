"""Blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class PillarTeaserBlock(blocks.StructBlock):
    """A pillar in two sentences, with the way to what the offer has about it."""

    pillar = SnippetChooserBlock("learning.Term", label=_("Pillar"))
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=250)

    class Meta:
        icon = "tag"
        label = _("Pillar")
        group = _("Learning")
        template = "cms_site/blocks/pillar_teaser.html"
        description = _("Leads to what the offer has about this pillar.")
