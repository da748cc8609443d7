"""What accounts keep until somebody sets a period: sessions, and accounts that sleep."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lms.common.retention import Kind, deleting, keeps

from .models import User


def announce() -> None:
    """Tell the platform which kinds there are."""
    keeps(
        Kind(
            name="accounts.sessions",
            label=_("Sessions"),
            counts_from=_("the moment on which the session ended"),
            outcome=_("the session goes; nobody is signed out, it had ended"),
            moment="expire_date",
            due=_over,
            remove=deleting(_over),
        )
    )
    keeps(
        Kind(
            name="accounts.inactive",
            label=_("Accounts that nobody uses"),
            counts_from=_("the last time that somebody signed in"),
            outcome=_(
                "nothing by itself: the list is a proposal, about which you decide"
            ),
            moment="last_login",
            due=_asleep,
        )
    )


def _over(before: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=before)


def _asleep(before: datetime) -> QuerySet[User]:
    never = Q(last_login=None, date_joined__lt=before)
    return User.objects.filter(
        never | Q(last_login__lt=before), is_active=True, erased_at=None
    )
