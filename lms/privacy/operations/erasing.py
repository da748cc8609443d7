"""A person asks to be erased, a data protection officer decides, and it is done at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.accounts.enums import PlatformGroup
from lms.accounts.erasing import last_of_its_kind
from lms.accounts.models import User
from lms.common import clock, personal
from lms.messaging.models import SentMail
from lms.messaging.telling import tell
from lms.privacy.enums import Decision
from lms.privacy.exceptions import (
    AlreadyDecided,
    Indispensable,
    OwnRequest,
    WithoutAnswer,
)
from lms.privacy.models import ErasedPerson, ErasureRequest

ASKED = "privacy"  # announced in apps.py
DECIDED = "decision"


@transaction.atomic
def ask(person: User, *, reason: str = "") -> ErasureRequest:
    """Note that somebody asks to be erased, and tell who decides about it.

    Asking again while it waits gives the request that is there. The message to the
    officers does not repeat the reason. Raises ``Indispensable``.
    """
    _refuse_the_last(person)
    request, created = ErasureRequest.objects.get_or_create(
        person=person,
        decision="",
        defaults={"asked_at": clock.now(), "reason": reason.strip()},
    )
    if created:
        for officer in _officers():
            tell(
                officer,
                kind=ASKED,
                key=f"erasure:{request.pk}:asked",
                title=_("Somebody asks to be erased"),
                text=_(
                    "A request for erasure waits for your decision. You have a month to "
                    "answer it (article 12(3) GDPR)."
                ),
                address=reverse("privacy_request", args=[request.pk]),
            )
    return request


@transaction.atomic
def withdraw(person: User) -> ErasureRequest | None:
    """Take one's own waiting request back; nothing when there is none."""
    request = ErasureRequest.objects.of(person).waiting().select_for_update().first()
    if request:
        _decide(request, Decision.WITHDRAWN, by=person)
    return request


@transaction.atomic
def refuse(request_id: int, *, by: User, answer: str) -> ErasureRequest:
    """Refuse a request with reasons, and tell the person.

    Raises ``AlreadyDecided``, ``OwnRequest``, ``WithoutAnswer``, and
    ``ErasureRequest.DoesNotExist``.
    """
    request = _waiting(request_id, by)
    if not answer.strip():
        raise WithoutAnswer(
            _("Say why: the person has a right to the reasons (article 12(4) GDPR).")
        )
    _decide(request, Decision.REFUSED, by=by, answer=answer.strip())
    tell(
        request.person,
        kind=DECIDED,
        key=f"erasure:{request.pk}:decided",
        title=_("Your request for erasure was decided"),
        text=_(
            "Your data stay. The reasons of the data protection officer, and what you "
            "can do if you disagree, stand on your page about privacy."
        ),
        address=reverse("privacy:own"),
    )
    return request


@transaction.atomic
def grant(request_id: int, *, by: User) -> ErasureRequest:
    """Grant a request and carry it out: all of it in this transaction, or nothing.

    Every app erases what it holds, the account last. One mail more tells the person; it
    goes from the log once it is delivered. Raises ``AlreadyDecided``, ``OwnRequest``,
    ``Indispensable`` and ``ErasureRequest.DoesNotExist``.
    """
    request = _waiting(request_id, by)
    person = request.person
    _refuse_the_last(person)
    address = person.email if person.has_address else ""
    _decide(request, Decision.GRANTED, by=by)
    _erase(person)
    request.refresh_from_db()
    request.last_mail = _say_goodbye(address)
    request.save(update_fields=["last_mail"])
    return request


def erase_again(public_ids: Iterable[UUID]) -> int:
    """Erase those whom a restored backup brought back; how many. Each in a transaction."""
    done = 0
    for person in User.objects.filter(public_id__in=list(public_ids), erased_at=None):
        with transaction.atomic():
            _erase(person)
        done += 1
    return done


def forget_last_mails(now: datetime) -> int:  # noqa: ARG001 (a job of tick)
    """Delete the mails that told somebody of their erasure, once they are delivered."""
    told = ErasureRequest.objects.filter(last_mail__isnull=False).values("last_mail")
    over = SentMail.objects.filter(pk__in=told, next_try_at=None)
    pks = list(over.values_list("pk", flat=True))
    SentMail.objects.filter(pk__in=pks).delete()
    return len(pks)


def _erase(person: User) -> None:
    ErasedPerson.objects.get_or_create(
        public_id=person.public_id, defaults={"erased_at": clock.now()}
    )
    personal.erase(person)


def _waiting(request_id: int, by: User) -> ErasureRequest:
    """The request, held until the commit, so that two officers decide one after the other."""
    request = ErasureRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if not request.is_waiting:
        raise AlreadyDecided(
            _("This request was decided already. What was decided stands below.")
        )
    if request.person_id == by.pk:
        raise OwnRequest(
            _("This is your own request. Another data protection officer decides it.")
        )
    return request


def _decide(
    request: ErasureRequest, decision: Decision, *, by: User, answer: str = ""
) -> None:
    request.decision = decision
    request.decided_at, request.decided_by = clock.now(), by
    request.answer = answer
    request.save(update_fields=["decision", "decided_at", "decided_by", "answer"])


def _refuse_the_last(person: User) -> None:
    group = last_of_its_kind(person)
    if group is not None:
        raise Indispensable(
            _(
                "This is the only active account of the group “%(group)s”. Give another "
                "person that task first."
            )
            % {"group": group.label}
        )


def _officers() -> Iterable[User]:
    return User.objects.filter(
        groups__name=PlatformGroup.DATA_PROTECTION, is_active=True, erased_at=None
    )


def _say_goodbye(address: str) -> SentMail | None:
    """The last mail, and its row in the log where there is one."""
    if not address:
        return None
    send_mail(
        _("Your data were erased"),
        _(
            "Hello,\n\n"
            "You asked us to erase your data. We did. Your account, your name and your "
            "address are gone, and you can no longer sign in.\n\n"
            "What stays says nothing of you: that somebody completed something, without "
            "a name, and the number, the dates and the status of a certificate, so that "
            "a copy that you kept can still be checked. In our backups your data stay "
            "until these are overwritten; whoever puts one back erases you again.\n\n"
            "This is our last mail, and we keep no copy of it.\n"
        ),
        None,
        [address],
    )
    return SentMail.objects.filter(recipients=address).order_by("-pk").first()
