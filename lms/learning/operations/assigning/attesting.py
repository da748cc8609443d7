"""Attests of what was followed elsewhere: brought by the person, checked by HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.assigning.external import attests_before
from lms.learning.assigning.scope import reach_of
from lms.learning.enums import AttestKind, RequestState
from lms.learning.exceptions import NotAccepted, NothingToDecide, NotYours
from lms.learning.models import Attest, ExternalRequirement, ListedInstitution
from lms.learning.operations.ledger import hold
from lms.messaging.telling import tell
from lms.organisation.models import Mandate

KIND: Final = "decision"
LARGEST: Final = 10 * 1024 * 1024
# What a file begins with, and as what it is handed out again.
TYPES: Final = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What somebody says that they followed, and the file that shows it."""

    kind: AttestKind
    held_on: date
    institution: ListedInstitution | None = None
    hours: Decimal = Decimal(0)
    file_name: str = ""
    content: bytes = b""


@transaction.atomic
def bring_attest(
    person: User, requirement: ExternalRequirement, brought: Brought
) -> Attest:
    """Hand in an attest, which counts once HR accepted it.

    The same once more (kind, institution, date, hours) while it waits or counts answers
    the one that there is. Raises ``NotAccepted`` for a date to come, an institution that
    was not on the list that day, or a file that is no PDF, JPEG or PNG; ``NotYours`` for
    who does not hold the role today.
    """
    hold(person)
    held = Mandate.objects.of(person).current().filter(role=requirement.role_id)
    if not held.exists():
        raise NotYours(
            _("You do not hold this role today, so there is nothing to show.")
        )
    file_type = _checked(requirement, brought)
    is_training = brought.kind == AttestKind.TRAINING
    same = Attest.objects.of(person).filter(
        requirement=requirement,
        kind=brought.kind,
        institution=brought.institution,
        held_on=brought.held_on,
        hours=brought.hours,
        state__in=(RequestState.WAITING, RequestState.GRANTED),
    )
    if known := same.first():
        return known
    made = Attest(
        person=person,
        requirement=requirement,
        kind=brought.kind,
        institution=brought.institution if is_training else None,
        hours=brought.hours if is_training else 0,
        held_on=brought.held_on,
        file_name=brought.file_name[-200:],
        file_type=file_type,
        brought_at=clock.now(),
    )
    if brought.content:
        made.file.save(brought.file_name, ContentFile(brought.content), save=False)
    made.save(force_insert=True)
    return made


@transaction.atomic
def check_attest(
    attest_id: int, *, by: User, accepted: bool, answer: str = ""
) -> Attest:
    """Say whether an attest counts, once; its person is told.

    Raises ``NotYours`` for one outside the scope of who checks, and for one's own;
    ``NothingToDecide`` when somebody checked it already.
    """
    seen = attests_before(reach_of(by), apart_from=by).filter(pk=attest_id)
    found = seen.with_names().first()
    if found is None:
        raise NotYours(_("This attest is not for you to check."))
    hold(found.person)
    found.refresh_from_db(fields=["state", "checked_by"])
    if found.state != RequestState.WAITING:
        raise NothingToDecide(
            _("%(name)s checked this attest already.") % {"name": found.checked_by}
        )
    found.state = RequestState.GRANTED if accepted else RequestState.REFUSED
    found.checked_by = by
    found.checked_at = clock.now()
    found.answer = answer
    found.save(update_fields=["state", "checked_by", "checked_at", "answer"])
    day = date_format(found.held_on, "j F Y")
    title = (
        _("Your attest of %(day)s counts")
        if accepted
        else _("Your attest of %(day)s does not count")
    )
    tell(
        found.person,
        kind=KIND,
        key=f"attest:{found.pk}:checked",
        title=title % {"day": day},
        text=answer or _("HR checked it."),
        address="/deelname/opleidingsplicht/",
    )
    return found


def _checked(requirement: ExternalRequirement, brought: Brought) -> str:
    """The type of the file, after everything that cannot be accepted was refused."""
    if brought.held_on > clock.today():
        raise NotAccepted(_("The date of an attest lies in the past, or is today."))
    if brought.kind == AttestKind.TRAINING:
        _refuse_unlisted(requirement, brought)
    return type_of(brought.content) if brought.content else ""


def _refuse_unlisted(requirement: ExternalRequirement, brought: Brought) -> None:
    listed = requirement.institutions.listed_on(brought.held_on)
    if brought.institution is None or brought.institution not in listed:
        raise NotAccepted(
            _(
                "On that day this institution was not on the list. Only training at an "
                "institution on the list counts."
            )
        )
    if brought.hours <= 0:
        raise NotAccepted(_("Write how many hours the attest says."))
    if not brought.content:
        raise NotAccepted(_("Add the attest itself, as a PDF or a picture."))


def type_of(content: bytes) -> str:
    """What a file is by what it begins with. Raises ``NotAccepted`` for another kind."""
    if len(content) > LARGEST:
        raise NotAccepted(_("This file is larger than 10 MB."))
    for begins, file_type in TYPES.items():
        if content.startswith(begins):
            return file_type
    raise NotAccepted(_("This file is no PDF, JPEG or PNG. Choose another one."))
