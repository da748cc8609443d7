"""What was put right, told to who learns on the page of the activity."""

from typing import Any
from uuid import UUID

from django import template

from lms.accounts.models import User
from lms.learning.corrections import told_on_the_page_of

register = template.Library()


@register.inclusion_tag("learning/put_right_note.html", takes_context=True)
def put_right_note(context: template.Context, key: UUID | None) -> dict[str, Any]:
    """That a completion of who looks was put right, and why; nothing else, one query."""
    person = getattr(context.get("request"), "user", None)
    if key is None or not isinstance(person, User):
        return {}
    return {"correction": told_on_the_page_of(key, person)}
