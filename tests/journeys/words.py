"""The words on the pages, as visitors read them."""

from django.utils import translation


def nl(msgid: str, context: str = "") -> str:
    """The Dutch of a text."""
    with translation.override("nl"):
        if context:
            return translation.pgettext(context, msgid)
        return translation.gettext(msgid)
