"""How many messages somebody has not read: the header of every page shows it.

Counted with what else the header asks, and remembered for a while by each process. Who
reads a message leaves a mark in the session, so that no process shows the old number.
"""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from lms.common import clock

from .models import Notification

MARK = "messages_read"


def unread_of(person: str) -> Coalesce:
    """An expression for a query about people: how many they have not read."""
    own = Notification.objects.filter(person=OuterRef(person)).unread().order_by()
    number = own.values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def forget_the_number(request: HttpRequest) -> None:
    """What was remembered of the person of this request is counted anew."""
    request.session[MARK] = clock.now().isoformat()


def mark_of(request: HttpRequest) -> str:
    """Part of the name under which a number may be remembered."""
    session = getattr(request, "session", None)
    return str(session.get(MARK, "")) if session is not None else ""
