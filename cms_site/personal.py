"""What the site holds of a person: what they wrote through the contact page.

Its writer need not have an account: a message is known by its address alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from lms.common.personal import Rows, holds

from .models import ContactMessage

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("cms_site: contact messages", collect=_collect, erase=_erase)


def _collect(person: User) -> Rows:
    own = _written_by(person).order_by("pk")
    return [dict(row) for row in own.values("received_at", "name", "email", "message")]


def _erase(person: User) -> int:
    count, _by_model = _written_by(person).delete()
    return count


def _written_by(person: User) -> QuerySet[ContactMessage]:
    own = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    theirs = Q()
    for address in {person.email, *own}:
        theirs |= Q(email__iexact=address)
    for former in person.former_addresses.all():
        theirs |= Q(email__iexact=former.address, received_at__lt=former.left_at)
    return ContactMessage.objects.filter(theirs)
