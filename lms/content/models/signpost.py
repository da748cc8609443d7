"""Whom one can turn to: one text, shown on its page and on cards."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField


class PartyBlock(blocks.StructBlock):
    """Somebody to turn to, and when."""

    name = blocks.CharBlock(label=_("Who"), max_length=120)
    when = blocks.CharBlock(label=_("When"), max_length=250, required=False)


class SignpostGroupBlock(blocks.StructBlock):
    """A kind of question, with those who help."""

    title = blocks.CharBlock(label=_("Kind of question"), max_length=120)
    parties = blocks.ListBlock(PartyBlock(), label=_("Whom to turn to"))

    class Meta:
        icon = "group"
        label = _("Kind of question")


@register_setting(icon="help")
class SignpostSettings(BaseGenericSetting):
    """The signpost card. Its visits are logged nowhere (domain.md, section 7)."""

    groups = StreamField(
        [("group", SignpostGroupBlock())], verbose_name=_("kinds"), blank=True
    )

    panels = [FieldPanel("groups")]

    class Meta:
        verbose_name = _("signpost")
