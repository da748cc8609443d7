"""Beginning and playing: every choice is stored at once, and once only."""

from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dilemmas.exceptions import NothingToPlay
from dilemmas.models import (
    DilemmaIndexPage,
    Play,
    PlayStep,
    ScenarioPage,
    ScenarioVersion,
)
from dilemmas.portrait import travelled
from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import LearningActivity, Participation
from lms.learning.operations import register, report_progress, start
from lms.learning.operations.ledger import hold
from lms.organisation.models import Mandate


class Outcome(StrEnum):
    """What became of a choice that was sent."""

    MADE = "made"
    KNOWN = "known"  # the same form again: nothing changed, nothing is wrong
    OUT_OF_DATE = "out-of-date"  # the play had moved on, or was over
    NOT_OFFERED = "not-offered"  # the scene has no such choice, or not after this way
    WITHDRAWN = "withdrawn"  # the version of the play was taken out of force


@transaction.atomic
def begin(
    learner: User,
    page: ScenarioPage,
    *,
    mandate: Mandate | None = None,
    return_to: str = "",
) -> Play:
    """Join, start, and open a play on the newest version; go on with one that runs.

    A dilemma that nobody asked for counts for the umbrella too, which the learner then
    joins. Raises ``NothingToPlay`` when the newest version was withdrawn or there is
    none, ``NotOffered`` (of learning) when the dilemma was withdrawn.
    """
    hold(learner)
    activity = LearningActivity.objects.get(key=page.translation_key)
    participation = start(register(learner, activity, mandate=mandate).pk)
    if not participation.is_asked:
        # Under the mandate that the dilemma was joined with, now or before: without one
        # nobody could ever share what they play.
        _join_umbrella(learner, page, participation.mandate)
    running = Play.objects.of(learner).running().filter(participation=participation)
    play = running.select_related("version").defer("version__graph").first()
    if play and not play.version.is_withdrawn:
        return _remember_return(play, return_to)
    if play:
        play.stopped_at = clock.now()
        play.save(update_fields=["stopped_at"])
    version = (
        ScenarioVersion.objects.of_scenario(
            activity.key, language=page.locale.language_code
        )
        .defer("graph")
        .first()
    )
    # Never an older one: whoever withdrew the newest did not mean to bring that back.
    if version is None or version.is_withdrawn:
        raise NothingToPlay(_("This dilemma cannot be played at the moment."))
    return Play.objects.create(
        learner=learner,
        participation=participation,
        version=version,
        scene=version.start,
        return_to=return_to,
        started_at=clock.now(),
    )


@transaction.atomic
def choose(
    learner: User, play_id: int, *, number: int, choice: UUID, form_key: UUID
) -> Outcome:
    """Store a choice for step ``number`` and move on; at an ending, complete.

    ``number`` and ``form_key`` come from the form that was shown: a double click, a
    second tab or the back button can never make two steps.
    """
    hold(learner)
    play = (
        Play.objects.of(learner)
        .select_for_update(of=("self",))
        .select_related("version")
        .defer("version__graph")
        .get(pk=play_id)
    )
    steps = list(play.steps.all())
    if known := next((step for step in steps if step.form_key == form_key), None):
        # Two buttons of one form: the first click counted, and the second is told so.
        return Outcome.KNOWN if known.choice == choice else Outcome.OUT_OF_DATE
    if play.ended_at is None and play.version.is_withdrawn:
        return Outcome.WITHDRAWN
    if not play.is_running or number != play.steps_made + 1:
        return Outcome.OUT_OF_DATE
    graph = play.version.compiled
    made = travelled(graph, steps)[-1].choice(str(choice))
    if made is None:
        return Outcome.NOT_OFFERED
    now = clock.now()
    PlayStep.objects.create(
        play=play,
        number=number,
        scene=play.scene,
        choice=choice,
        form_key=form_key,
        made_at=now,
    )
    play.scene, play.steps_made = UUID(made["target"]), number
    if graph.is_ending(made["target"]):
        play.ended_at = now
    to_complete = _to_complete(play)
    play.first_time = to_complete is not None
    play.save(update_fields=["scene", "steps_made", "ended_at", "first_time"])
    if to_complete:
        report_progress(to_complete, 100)  # the same record for every ending
    return Outcome.MADE


def _to_complete(play: Play) -> int | None:
    """The participation that this ends: none if it was finished before, or left meanwhile."""
    if not (play.ended_at and play.participation_id):
        return None
    still_open = Participation.objects.open().filter(pk=play.participation_id)
    return still_open.values_list("pk", flat=True).first()


def _join_umbrella(learner: User, page: ScenarioPage, mandate: Mandate | None) -> None:
    umbrella = LearningActivity.objects.offered().filter(
        key__in=DilemmaIndexPage.objects.parent_of(page).values("translation_key")
    )
    for activity in umbrella:
        register(learner, activity, mandate=mandate)


def _remember_return(play: Play, return_to: str) -> Play:
    if return_to and play.return_to != return_to:
        play.return_to = return_to
        play.save(update_fields=["return_to"])
    return play
