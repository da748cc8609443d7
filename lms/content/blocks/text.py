"""Words: running text, headings, quotations, callouts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link", "h3"]


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", RICH_TEXT)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        template = "content/blocks/text.html"
        description = _("Paragraphs, lists and links.")
        preview_value = "<p>Een beslissing leg je uit. Ook als niemand erom vraagt.</p>"


class HeadingBlock(blocks.CharBlock):
    """A heading that opens a part of the page."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)
        # Wagtail ties no label to the field of a block that is one line.
        self.field.widget.attrs["aria-label"] = _("Heading")

    class Meta:
        icon = "title"
        label = _("Heading")
        group = _("Text")
        template = "content/blocks/heading.html"
        description = _("Opens a new part of the page.")
        preview_value = "Wat doe je nu?"


class QuotationBlock(blocks.StructBlock):
    """What somebody said, with who said it."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=600)
    attribution = blocks.CharBlock(label=_("Said by"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _("Text")
        template = "content/blocks/quotation.html"
        description = _("A voice from practice, or a source.")
        preview_value = {
            "text": "Ik wist niet dat het mocht: er gewoon over praten.",
            "attribution": "Teamverantwoordelijke, Dienst Fietspaden",
        }


class Tone(models.TextChoices):
    """What a callout is for."""

    NOTE = "note", _("Note")
    TIP = "tip", _("Tip")
    WARNING = "warning", _("Warning")


class CalloutBlock(blocks.StructBlock):
    """A short aside that must stand out from the running text."""

    tone = blocks.ChoiceBlock(label=_("Tone"), choices=Tone.choices, default=Tone.NOTE)
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.RichTextBlock(
        label=_("Text"), features=["bold", "italic", "link", "ul"]
    )

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = _("Text")
        template = "content/blocks/callout.html"
        form_layout = ["tone", "title", "text"]
        preview_value = {
            "tone": Tone.NOTE,
            "title": "Voor je begint",
            "text": "<p>Reken op twintig minuten.</p>",
        }
        description = _("Use at most once or twice in a lesson.")
