"""Asking to take part, or for more time; and deciding it, once."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.assigning.scope import deciders_of, requests_before
from lms.learning.enums import Change, RequestKind, RequestState
from lms.learning.exceptions import NothingToDecide, NotInThePast, NotOpen, NotYours
from lms.learning.models import LearningActivity, LearningRequest, Participation
from lms.learning.operations.ledger import Ledger, hold, lock
from lms.learning.operations.participating import register
from lms.learning.operations.prerequisites import ask_for_what_comes_first
from lms.messaging.telling import tell
from lms.organisation.models import Mandate

from .asking import bring_in_step, keep_what_stood

KIND: Final = "request"  # what waits for somebody to decide
DECISION: Final = "decision"
REQUESTS: Final = "/deelname/aanvragen/"


@transaction.atomic
def ask_to_take_part(
    learner: User,
    activity: LearningActivity,
    *,
    mandate: Mandate | None,
    reason: str = "",
) -> LearningRequest:
    """Ask a manager to approve that somebody takes part; who decides is told.

    Asking again answers the request that waits. Raises ``NotYours`` for who takes part
    under no mandate, because then nobody is their manager; ``ComesLater`` while others
    come first.
    """
    hold(learner)
    if mandate is None:
        raise NotYours(
            _(
                "“%(title)s” asks the approval of a manager, and you take part without "
                "an entity. Ask us by way of the contact page."
            )
            % {"title": activity.title}
        )
    waiting = LearningRequest.objects.of(learner).waiting()
    known = waiting.filter(activity=activity, kind=RequestKind.ENROLMENT).first()
    if known is not None:
        return known
    ask_for_what_comes_first(learner, activity)
    made = LearningRequest.objects.create(
        kind=RequestKind.ENROLMENT,
        learner=learner,
        activity=activity,
        mandate=mandate,
        reason=reason,
        asked_at=clock.now(),
    )
    _tell_deciders(made, mandate)
    return made


@transaction.atomic
def ask_for_more_time(
    participation_id: int, *, reason: str, wished_on: date
) -> LearningRequest:
    """Ask another due date of HR or the manager, who are told.

    Raises ``NotOpen`` for what is closed, or has no due date that somebody else asked;
    ``NotInThePast`` for a date that is not later than the one that holds, or is past;
    ``NothingToDecide`` while another request waits.
    """
    participation = lock(participation_id)
    due_on = participation.due_on
    if not participation.is_open or not participation.assigned or due_on is None:
        raise NotOpen(_("This has no due date any more, so there is nothing to ask."))
    if wished_on <= due_on or wished_on < clock.today():
        raise NotInThePast(
            _("Choose a day after %(day)s, and not before today.")
            % {"day": date_format(due_on, "j F Y")}
        )
    waiting = LearningRequest.objects.of(participation.learner).waiting()
    if waiting.filter(
        activity=participation.activity_id, kind=RequestKind.EXTENSION
    ).exists():
        raise NothingToDecide(
            _("You asked for an extension already. Wait for the answer to that one.")
        )
    mandate = participation.mandate
    made = LearningRequest.objects.create(
        kind=RequestKind.EXTENSION,
        learner=participation.learner,
        activity=participation.activity,
        mandate=mandate,
        participation=participation,
        reason=reason,
        due_on=due_on,
        wished_on=wished_on,
        asked_at=clock.now(),
    )
    if mandate is not None:
        _tell_deciders(made, mandate)
    return made


@transaction.atomic
def take_back(request_id: int, *, learner: User) -> LearningRequest:
    """Let a learner take back what waits. Raises ``NothingToDecide`` when it was decided."""
    hold(learner)
    found = LearningRequest.objects.select_for_update().get(
        pk=request_id, learner=learner
    )
    _refuse_decided(found)
    return _decide(found, RequestState.TAKEN_BACK, by=learner, answer="")


@transaction.atomic
def grant(
    request_id: int, *, by: User, granted_on: date | None = None, answer: str = ""
) -> LearningRequest:
    """Say yes: the learner takes part, or has until ``granted_on``; and is told.

    Raises ``NothingToDecide`` when it was decided or taken back; ``NotYours`` for what
    lies outside what this person decides; ``NotInThePast`` for a date that is past, or
    not later than the one that holds; what ``register`` raises for an enrolment.
    """
    found = _take_up(request_id, by)
    if found.kind == RequestKind.EXTENSION:
        return _extend(found, by=by, granted_on=granted_on, answer=answer)
    registered = register(
        found.learner, found.activity, mandate=found.mandate, approved=True
    )
    found.participation = registered
    done = _decide(found, RequestState.GRANTED, by=by, answer=answer)
    _tell_learner(
        done,
        title=_("You can take part in “%(title)s”"),
        text=_("%(name)s approved it. You are registered."),
    )
    return done


@transaction.atomic
def refuse(request_id: int, *, by: User, answer: str) -> LearningRequest:
    """Say no, and why; the learner is told. Raises as ``grant`` does."""
    found = _take_up(request_id, by)
    done = _decide(found, RequestState.REFUSED, by=by, answer=answer)
    if done.kind == RequestKind.ENROLMENT:
        title = _("“%(title)s” was not approved")
        text = _("%(name)s does not approve that you take part.")
    else:
        title = _("No extension for “%(title)s”")
        text = _("%(name)s gives no extension. The due date stays %(day)s.")
        participation = _participation_of(done)
        Ledger(by=by).note(participation, Change.EXTENSION_REFUSED)
    _tell_learner(done, title=title, text=text)
    return done


def _extend(
    found: LearningRequest, *, by: User, granted_on: date | None, answer: str
) -> LearningRequest:
    participation = _participation_of(found)
    if not participation.is_open or participation.due_on is None:
        raise NothingToDecide(
            _("This needs no extension any more: it is done, or its due date is gone.")
        )
    day = granted_on or found.wished_on or participation.due_on
    if day < clock.today() or day <= participation.due_on:
        raise NotInThePast(
            _("Choose a day after %(day)s, and not before today.")
            % {"day": date_format(participation.due_on, "j F Y")}
        )
    keep_what_stood(participation)
    found.granted_on = day
    done = _decide(found, RequestState.GRANTED, by=by, answer=answer)
    bring_in_step(participation, by=by, change=Change.EXTENDED)
    _tell_learner(
        done,
        title=_("You have more time for “%(title)s”"),
        text=_("%(name)s gives you until %(day)s."),
    )
    return done


def _take_up(request_id: int, by: User) -> LearningRequest:
    """The request, its learner held, as somebody who may decide it finds it."""
    visible = (
        requests_before(by).filter(pk=request_id).values_list("learner", flat=True)
    )
    learner = visible.first()
    if learner is None:
        raise NotYours(_("This request is not for you to decide."))
    hold(User.objects.only("pk").get(pk=learner))
    found = LearningRequest.objects.with_names().get(pk=request_id)
    _refuse_decided(found)
    return found


def _refuse_decided(found: LearningRequest) -> None:
    if found.is_waiting:
        return
    if found.state == RequestState.TAKEN_BACK:
        raise NothingToDecide(_("This request was taken back meanwhile."))
    raise NothingToDecide(
        _("%(name)s decided this request already: %(state)s.")
        % {"name": found.decided_by, "state": found.get_state_display()}
    )


def _decide(
    found: LearningRequest, state: RequestState, *, by: User, answer: str
) -> LearningRequest:
    found.state = state
    found.decided_by = by
    found.decided_at = clock.now()
    found.answer = answer
    found.save(
        update_fields=[
            *("state", "decided_by", "decided_at"),
            *("answer", "granted_on", "participation"),
        ]
    )
    return found


def _participation_of(found: LearningRequest) -> Participation:
    if found.participation_id is None:  # the database refuses an extension without
        raise NothingToDecide(_("This request is about nothing any more."))
    return lock(found.participation_id)


def _tell_deciders(made: LearningRequest, mandate: Mandate) -> None:
    """Each once. The reason is read on the page; a name never stands in a subject."""
    if made.kind == RequestKind.ENROLMENT:
        title = _("Somebody wants to take part in “%(title)s”")
    else:
        title = _("Somebody asks an extension for “%(title)s”")
    words = {"name": made.learner, "title": made.activity.title}
    for person in deciders_of(mandate, apart_from=made.learner):
        tell(
            person,
            kind=KIND,
            key=f"request:{made.pk}",
            title=title % words,
            text=_(
                "%(name)s asks it. Approve it or not, on the page with requests that "
                "wait for you."
            )
            % words,
            address=REQUESTS,
        )


def _tell_learner(done: LearningRequest, *, title: str, text: str) -> None:
    """What was decided, and why, once."""
    day = done.granted_on or done.due_on
    words = {
        "title": done.activity.title,
        "name": done.decided_by,
        "day": date_format(day, "j F Y") if day else "",
    }
    told = [text % words]
    if done.answer:
        told.append(done.answer)
    tell(
        done.learner,
        kind=DECISION,
        key=f"request:{done.pk}:decided",
        title=title % words,
        text="\n\n".join(told),
        address=done.activity.address,
    )
