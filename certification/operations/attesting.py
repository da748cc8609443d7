"""From a session that somebody attended to one certificate of attendance."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from certification.attendance import PRESENT, as_values, attended, is_present
from certification.enums import CertificateKind
from certification.exceptions import Nameless, NotEarned
from certification.models import Award, Certificate
from certification.pdf.layouts import Layout
from certification.printed import written_days
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import ActivityKind, Source
from lms.learning.models import Completion

from .awarding import announce, cycle_of, refuse_put_right
from .issuing import holder_of, write

logger = logging.getLogger(__name__)


def attest_by_itself(completion_id: int) -> Certificate | None:
    """Issue what the page of a session promised to who was present, and answer it.

    Nothing for what ended before its page promised it: that somebody issues by hand.
    Raises as ``attest`` does.
    """
    if not _promised().filter(pk=completion_id).exists():
        return None
    return attest(completion_id)[0]


def catch_up_on_attendance(now: datetime) -> int:  # noqa: ARG001 - given to every job
    """Issue what was promised but not issued, because a process died after the commit."""
    issued = 0
    waiting = _promised().filter(award=None).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            issued += attest(pk)[1]
        except NotEarned as refusal:
            logger.warning("Completion %s is not attested: %s", pk, refusal)
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("Completion %s: that it was attended is not attested.", pk)
    return issued


@transaction.atomic
def attest(completion_id: int) -> tuple[Certificate, bool]:
    """The certificate of attendance of who was present, and whether it is new.

    Asking again, from any number of places at once, answers the one that was issued;
    one that was revoked too. Raises ``NotEarned`` for what is no attendance, or of a
    session that gives none; ``Nameless`` for an account without a name;
    ``Completion.DoesNotExist``.
    """
    # The learner is held first, as in every operation on somebody's learning.
    User.objects.select_for_update(no_key=True).get(completions=completion_id)
    completion = Completion.objects.select_related(
        *("activity", "learner", "entity", "role", "participation", "correction")
    ).get(pk=completion_id)
    refuse_put_right(completion)
    _refuse(completion)
    earned, _created = Award.objects.get_or_create(
        person=completion.learner,
        trajectory=completion.activity,
        cycle=cycle_of(completion),
        defaults={"completion": completion, "awarded_at": clock.now()},
    )
    earned.person = completion.learner
    known = earned.certificates.order_by("-in_force", "-pk").first()
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            certificate = _write(earned, completion)
    except IntegrityError:  # somebody issued it in between: the constraint decided
        return earned.certificates.in_force().get(), False
    announce(certificate, earned, completion.learner)
    return certificate, True


def _promised() -> QuerySet[Completion]:
    return Completion.objects.standing().filter(
        PRESENT,
        activity__kind=ActivityKind.SESSION,
        activity__attested_since__lte=F("completed_at"),
    )


def _refuse(completion: Completion) -> None:
    activity = completion.activity
    if activity.kind != ActivityKind.SESSION or activity.attested_since is None:
        raise NotEarned(
            _("“%(title)s” gives no certificate of attendance.")
            % {"title": activity.title}
        )
    if completion.source == Source.IMPORT and not is_present(completion):
        raise NotEarned(
            _("%(name)s has this by an import: nobody marked that they were there.")
            % {"name": completion.learner}
        )
    if not is_present(completion):
        raise NotEarned(
            _("%(name)s has this by an exemption: nobody marked that they were there.")
            % {"name": completion.learner}
        )
    if not completion.learner.get_full_name():
        raise Nameless(_("Nobody is named on this account yet."))


def _write(earned: Award, completion: Completion) -> Certificate:
    found = attended(completion)
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        # Days hold no braces: they can stand in the text before it is filled in.
        pattern = _(
            "{given_name} {family_name} attended “{trajectory}” on %(days)s. Number "
            "{number}. Check at {url} whether this is genuine."
        ) % {"days": written_days(found.days)}
    return write(
        Certificate(
            award=earned,
            kind=CertificateKind.ATTENDANCE,
            issued_at=clock.now(),
            completed_on=clock.local_date(completion.completed_at),
            trajectory_title=completion.activity.title,
            trajectory_code=completion.activity.code,
            language=language,
        ),
        holder_of(completion),
        layout=Layout.ATTENDANCE,
        pattern=pattern,
        requirements=[],
        more={"attendance": as_values(found)},
    )
