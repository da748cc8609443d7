"""Mails about assignments: that something waits, or that there is a decision.

Never a word of the work or of the feedback, and no file name: sent mails are read in the
admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.learning.models import Participation


def tell_learner(participation: Participation, *, accepted: bool) -> None:
    """That a trainer decided; the caller holds the transaction, so it is told once."""
    learner = participation.learner
    if not (learner.email and learner.is_active):
        return
    if accepted:
        subject = _("Your assignment “%(title)s” is accepted")
        body = _(
            "Hello %(name)s\n\n"
            "A trainer accepted your assignment “%(title)s”. It is completed. You read "
            "what the trainer says of it here, after signing in:\n\n%(address)s\n"
        )
    else:
        subject = _("There is feedback on your assignment “%(title)s”")
        body = _(
            "Hello %(name)s\n\n"
            "A trainer read your assignment “%(title)s” and asks you to change "
            "something. What you handed in is ready to go on with. You read the "
            "feedback here, after signing in:\n\n%(address)s\n"
        )
    values = {
        "title": participation.activity.title,
        "name": learner.first_name,
        "address": settings.BASE_URL + participation.activity.address,
    }
    send(learner, subject % values, body % values)


def send(person: User, subject: str, body: str) -> None:
    """Mail one person, in the transaction of what it is about."""
    # A line break in a title would be a header of its own, which Django refuses.
    send_mail(" ".join(subject.split()), body, None, [person.email])
