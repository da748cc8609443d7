"""What a survey can ask."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class AskedBlock(blocks.StructBlock):
    """Anything that is asked."""

    text = blocks.CharBlock(label=_("Question"), max_length=250)


class ScaleBlock(AskedBlock):
    """From 1 to 5."""

    low = blocks.CharBlock(label=_("What 1 means"), max_length=60)
    high = blocks.CharBlock(label=_("What 5 means"), max_length=60)

    class Meta:
        icon = "order"
        label = _("Scale from 1 to 5")
        preview_value = {
            "text": "Hoe bruikbaar is wat je leerde voor je werk?",
            "low": "helemaal niet",
            "high": "heel bruikbaar",
        }


class OptionBlock(blocks.StructBlock):
    """One of the answers to choose from; alone in a list it would have no label."""

    text = blocks.CharBlock(label=_("Answer"), max_length=120)

    class Meta:
        icon = "radio-empty"
        label = _("Answer")


class ChoiceBlock(AskedBlock):
    """One answer out of several."""

    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2)

    class Meta:
        icon = "radio-full"
        label = _("One answer")
        preview_value = {
            "text": "Hoe was het tempo?",
            "options": [{"text": "Te traag"}, {"text": "Goed"}, {"text": "Te snel"}],
        }


class ChoicesBlock(ChoiceBlock):
    """Any number of answers."""

    class Meta:
        icon = "tick"
        label = _("Several answers")
        preview_value = {
            "text": "Wat hielp je om te leren?",
            "options": [{"text": "De voorbeelden"}, {"text": "De vragen"}],
        }


class OpenBlock(AskedBlock):
    """An answer in one's own words."""

    class Meta:
        icon = "edit"
        label = _("Open question")
        preview_value = {"text": "Wat zou jij veranderen aan deze cursus?"}


class SurveyStream(blocks.StreamBlock):
    """The questions of a survey; the name of a block is the kind of question."""

    scale = ScaleBlock()
    choice = ChoiceBlock()
    choices = ChoicesBlock()
    open = OpenBlock()

    class Meta:
        max_num = 15
