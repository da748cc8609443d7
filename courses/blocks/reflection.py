"""A note to oneself."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ReflectionBlock(blocks.StructBlock):
    """A question to think about; whoever writes something down is its only reader."""

    prompt = blocks.TextBlock(label=_("Question to think about"), max_length=600)

    class Meta:
        icon = "edit"
        label = _("Reflection note")
        group = _("Learning")
        template = "courses/blocks/reflection.html"
        description = _("A private note: nobody but the learner reads it.")
        preview_value = {
            "prompt": "Welke afspraak wil je morgen met je team bespreken?",
        }
