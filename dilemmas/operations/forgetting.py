"""Plays become nobody's: when their learner says so ("Wis mijn keuzes"), or after a year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Case, Value, When

from dilemmas.enums import LINK_KEPT
from dilemmas.models import Play, PlayStep, ReflectionNote
from lms.accounts.models import User
from lms.common import clock
from lms.xapi.append_only import lifted

_AT_ONCE: Final = 200


@transaction.atomic
def forget_choices(learner: User, play_id: int) -> None:
    """Cut an ended play from its learner, and delete the note; the choices stay, of nobody.

    What was recorded under the name stays too: that the person began, and finished.
    Moments become days, or else they would tell whose it was beside those records.
    Raises ``Play.DoesNotExist`` for a play of somebody else, or one that has not ended.
    """
    _cut([Play.objects.of(learner).ended().select_for_update().get(pk=play_id)])


@transaction.atomic
def forget_everything(learner: User) -> int:
    """Cut every play from its learner, running ones too, and delete the notes: an erasure."""
    return _cut(list(Play.objects.of(learner).select_for_update()))


def forget_after_a_year(now: datetime) -> int:
    """Cut every play whose time is over, as ``forget_choices`` does; answers how many.

    A play counts from the day it ended or stopped. One that was left lying counts from
    its last step, and stops: nobody goes on after a year, and its choices would
    otherwise be kept under a name for ever. What still waits to be released waits on.
    Each lot is one transaction.
    """
    over = clock.start_of(clock.local_date(now) - LINK_KEPT)
    done = 0
    while lot := _forget_some(over):
        done += lot
    return done


@transaction.atomic
def _forget_some(over: datetime) -> int:
    plays = Play.objects.linked().left_before(over).order_by("pk")
    return _cut(list(plays.select_for_update(of=("self",))[:_AT_ONCE]))


def _cut(plays: list[Play]) -> int:
    """Cut plays that the caller holds; one set of queries for each day they began on."""
    ReflectionNote.objects.filter(play__in=plays).delete()
    for day, begun_then in _by_day(plays).items():
        midnight = clock.start_of(day)
        with lifted():  # an erasure: what was chosen stays, the moment goes
            PlayStep.objects.filter(play__in=begun_then).update(made_at=midnight)
        Play.objects.filter(pk__in=[play.pk for play in begun_then]).update(
            learner=None,
            participation=None,
            return_to="",
            started_at=midnight,
            ended_at=Case(When(ended_at__isnull=False, then=Value(midnight))),
            stopped_at=Case(When(ended_at=None, then=Value(midnight))),
        )
    return len(plays)


def _by_day(plays: Iterable[Play]) -> dict[date, list[Play]]:
    days: dict[date, list[Play]] = defaultdict(list)
    for play in plays:
        days[clock.local_date(play.started_at)].append(play)
    return days
