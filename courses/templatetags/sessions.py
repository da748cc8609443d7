"""When a session is, in templates."""

from django import template

from courses.models import Session
from courses.sessions.wording import times_of

register = template.Library()


@register.filter
def times(session: Session) -> list[str]:
    """Every part of a date, one line each."""
    return times_of(session)
