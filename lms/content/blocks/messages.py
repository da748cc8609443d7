"""What people send each other: a mail, a chat."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MailBlock(blocks.StructBlock):
    """A message as it lies in an inbox. Its sender is a function as often as a name."""

    sender = blocks.CharBlock(
        label=_("From"),
        max_length=120,
        help_text=_("A function is enough: “HR-dienst”. Never somebody who exists."),
    )
    to = blocks.CharBlock(label=_("Addressed to"), max_length=120, default=_("You"))
    date = blocks.CharBlock(label=_("Date"), max_length=80, required=False)
    subject = blocks.CharBlock(label=_("Subject"), max_length=160)
    body = blocks.RichTextBlock(
        label=_("Message"), features=["bold", "italic", "ol", "ul"]
    )

    class Meta:
        icon = "mail"
        label = _("Mail")
        group = _("Messages")
        template = "content/blocks/mail.html"
        form_layout = ["sender", "to", "date", "subject", "body"]
        description = _("A message or a document that somebody sends.")
        preview_value = {
            "sender": "Juriste",
            "to": "Jij",
            "date": "Maandag, 9.12 uur",
            "subject": "De mand",
            "body": "<p>Moeten de andere drie inschrijvers dit weten?</p>",
        }


class ChatMessageBlock(blocks.StructBlock):
    """One message of a conversation. The learner’s own needs no name.

    With a name it is of whoever the story follows, and stands at their side.
    """

    who = blocks.CharBlock(label=_("Who"), max_length=80, required=False)
    mine = blocks.BooleanBlock(label=_("The learner says this"), required=False)
    text = blocks.TextBlock(label=_("Message"), max_length=600, rows=2)
    time = blocks.CharBlock(label=_("Time"), max_length=40, required=False)

    class Meta:
        icon = "comment"
        label = _("Message")
        form_layout = ["who", "mine", "text", "time"]


class ChatBlock(blocks.StructBlock):
    """A conversation in messages, each with the name of who sent it."""

    name = blocks.CharBlock(
        label=_("Name of the conversation"),
        max_length=80,
        required=False,
        help_text=_("Such as the name of the group: “Ploeg noord”."),
    )
    messages = blocks.ListBlock(ChatMessageBlock(), label=_("Messages"), min_num=1)

    class Meta:
        icon = "comment"
        label = _("Chat")
        group = _("Messages")
        template = "content/blocks/chat.html"
        description = _("A conversation in messages. Some six are enough.")
        preview_value = {
            "name": "Ploeg noord",
            "messages": [
                {
                    "who": "Karim",
                    "text": "Wie heeft die mand besteld?",
                    "time": "16.02",
                },
                {"mine": True, "text": "Niemand. Ik kom naar boven.", "time": "16.03"},
            ],
        }
