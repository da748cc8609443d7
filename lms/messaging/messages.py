"""A mail as values that a database keeps, and back again."""

import re
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from .letters import dressed

Values = dict[str, Any]

# The part of a link that opens an account to whoever has it.
KEY = re.compile(
    r"(?<=/accounts/password/reset/key/)\S+|(?<=/accounts/confirm-email/)\S+"
)
ADDRESSING = ("from_email", "to", "cc", "bcc", "reply_to")


def as_values(message: EmailMessage) -> Values:
    """All that delivering a mail needs, with an id that stays the same at every try.

    Raises ``ValueError`` for a header with a line break, and for an attached file that
    is no text (a calendar is): the outbox keeps text.
    """
    attached = [_as_text(one) for one in message.attachments]
    domain = parseaddr(message.from_email)[1].rpartition("@")[2]
    message.extra_headers.setdefault("Message-ID", make_msgid(domain=domain or None))
    message.message()  # refuses what cannot be sent, while somebody can still answer
    return {name: getattr(message, name) for name in ADDRESSING} | {
        "subject": str(message.subject),
        "body": str(message.body),
        "headers": message.extra_headers,
        "alternatives": _alternatives(message),
        "attachments": attached,
    }


def _alternatives(message: EmailMessage) -> list[list[str]]:
    """The forms beside the text; of a mail that has none: the text in our layout."""
    own = [
        [str(content), str(mimetype)]
        for content, mimetype in getattr(message, "alternatives", [])
    ]
    if own or message.content_subtype != "plain":
        return own
    return [[dressed(str(message.subject), str(message.body)), "text/html"]]


def _as_text(attached: Any) -> list[str]:
    """Name, text and type of an attached file."""
    match attached:
        case (str(name), str(text), str(mimetype)) if mimetype.startswith("text/"):
            return [name, text, mimetype]
    raise ValueError("The outbox keeps text, no attached files of another kind.")


def from_values(values: Values) -> EmailMessage:
    """The mail again."""
    return EmailMultiAlternatives(
        **values
        | {"attachments": [tuple(one) for one in values.get("attachments", ())]}
    )


def for_the_log(body: str) -> str:
    """The text without keys: who reads the log is not the recipient.

    In the demo the log is the mailbox, and keeps them.
    """
    return body if settings.DEMO else KEY.sub("…", body)
