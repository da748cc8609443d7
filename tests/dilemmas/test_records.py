"""What a play leaves in the records: the same for every ending (design.md, idea 4)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from dilemmas import operations
from dilemmas.models import Flag, Play, ScenarioPage, ScenarioVersion
from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import Completion, LearningActivity, Transition
from lms.learning.operations import assign, share
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.filters import RecordFilter
from lms.reporting.operations import begin_export
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_ended_play, fork, take
from tests.reporting.people import Agency, an_agency

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def records_of(learner: User) -> list:
    """All that is recorded of somebody, but for who it is and when it was."""
    statements = StoredStatement.objects.filter(
        store=Store.RECORD, payload__contains=str(learner.public_id)
    )
    told = [json.loads(one.payload) for one in statements.order_by("seq")]
    for statement in told:
        for name in ("id", "actor", "timestamp", "stored"):
            statement[name] = bool(statement[name])
        statement["context"]["registration"] = bool(
            statement["context"]["registration"]
        )
    transitions = Transition.objects.filter(participation__learner=learner).values()
    completions = list(
        Completion.objects.filter(learner=learner).order_by("pk").values()
    )
    but_for = {
        *("id", "participation_id", "learner_id", "completed_at"),
        *("recorded_at", "superseded_at"),
        *("person_key", "last_name", "first_name"),
    }
    own = {one["id"]: one["activity_id"] for one in completions}
    for one in completions:  # those below it, named by what was completed
        below = one["evidence"].get("completions", [])
        one["evidence"]["completions"] = [own[pk] for pk in below]
    kept = [
        {name: value for name, value in row.items() if name not in but_for}
        for row in (*transitions.order_by("pk"), *completions)
    ]
    return [*told, *kept]


def test_opposite_paths_give_equal_records():
    page = a_scenario(scenes=fork(middle=3))
    left, right = UserFactory(), UserFactory()
    assert an_ended_play(page, 0, 0, learner=left).steps_made == 4
    assert an_ended_play(page, 1, learner=right).steps_made == 1

    told = records_of(left)

    assert told == records_of(right)
    verbs = {one["verb"]["id"].rpartition("/")[2] for one in told if "verb" in one}
    assert verbs == {"initialized", "completed"}


def test_no_record_names_a_scene_a_choice_or_a_play():
    page = a_scenario()
    play = an_ended_play(page)
    operations.save_note(play.learner, play.pk, "Een woord voor mezelf")

    texts = " ".join(
        [
            *StoredStatement.objects.values_list("payload", flat=True),
            *(
                str(one)
                for one in Completion.objects.values_list("evidence", flat=True)
            ),
        ]
    )

    version = ScenarioVersion.objects.get()
    for name in [
        *version.graph["scenes"],
        *(c["key"] for s in version.graph["scenes"].values() for c in s["choices"]),
        *("Ik zeg het meteen", "Wat het kostte", "Een woord", str(play.key)),
    ]:
        assert name not in texts


@dataclass(frozen=True)
class Left:
    """What a play left: the statements as text, and every export as bytes."""

    statements: list[str]
    exports: dict[str, bytes]


def a_scenario_with_flags() -> ScenarioPage:
    """Ways of five steps and of one, one of which the story remembers."""
    scenes, flag = fork(middle=4), Flag(key=uuid4(), name="Je zei het meteen.")
    known = [{"flag": str(flag.key), "on": True}]
    scenes[0].choices.all()[0].sets = known
    scenes[2].choices.all()[1].condition = known
    page = a_scenario(scenes=scenes, flags=[flag])
    frozen = json.dumps(ScenarioVersion.objects.get().graph)
    assert frozen.count(str(flag.key)) == 3  # named, set, and asked
    return page


def in_a_world_of_its_own(act: Callable[[], Left]) -> Left:
    """Do it, look at it, and undo it: the same person can go both ways, ids and all."""
    with transaction.atomic():
        left = act()
        transaction.set_rollback(True)
    return left


def went(page: ScenarioPage, agency: Agency, mandate, *ways: int, asked: bool) -> Left:
    """Play it this way, a minute and a half a step, and see what it left."""
    learner, begins = mandate.person, datetime(2025, 6, 12, 9, tzinfo=clock.BRUSSELS)
    with clock.at(begins):
        activity = LearningActivity.objects.get(key=page.translation_key)
        if asked:
            assign(learner, activity, mandate=mandate, by=None)
        play = operations.begin(learner, page, mandate=mandate)
        if not asked:
            umbrella = learner.participations.get(activity__has_own_part=False)
            share(umbrella.pk)
    for number, way in enumerate(ways, start=1):
        with clock.at(begins + timedelta(seconds=90 * number)):
            take(play, way)
    assert Play.objects.get(pk=play.pk).ended_at
    return Left(statements_left(learner), exports_left(agency.hr))


def statements_left(learner: User) -> list[str]:
    """As they were stored, but for identity, ids and the moment of storing."""
    found = StoredStatement.objects.filter(
        store=Store.RECORD, payload__contains=str(learner.public_id)
    ).order_by("seq")
    texts = []
    for one in found:
        text = one.payload
        for own in (
            one.statement_id,
            one.registration,
            learner.public_id,
            one.stored.isoformat(timespec="microseconds"),
        ):
            assert str(own) in text
            text = text.replace(str(own), "")
        texts.append(text)
    return texts


def exports_left(hr: User) -> dict[str, bytes]:
    """Every format of the export, whole."""
    return {
        file_format.value: b"".join(
            begin_export(
                hr,
                file_format=file_format,
                peildatum=clock.local_date(
                    datetime(2025, 6, 12, tzinfo=clock.BRUSSELS)
                ),
                filters=RecordFilter(),
                channel=Channel.PAGE,
            )
        )
        for file_format in ExportFormat
    }


@pytest.mark.parametrize("asked", [True, False], ids=["asked", "shared"])
def test_opposite_paths_leave_the_same_bytes(asked):
    page, agency = a_scenario_with_flags(), an_agency("DEMO-001")
    mandate = agency.learner()

    def go(*ways: int) -> Left:
        return in_a_world_of_its_own(
            lambda: went(page, agency, mandate, *ways, asked=asked)
        )

    longest, shortest, stopped = go(0, 0, 0, 0, 0), go(1), go(0, 0, 1)

    assert longest.statements == shortest.statements == stopped.statements
    assert len(longest.statements) == (2 if asked else 4)  # and those of the module
    assert longest.exports == shortest.exports == stopped.exports
    assert set(longest.exports) == set(ExportFormat.values)
    assert b"voltooid" in longest.exports[ExportFormat.CSV]
