"""What a play leaves in the records: the same for every ending (design.md, idea 4)."""

import json

import pytest

from dilemmas import operations
from dilemmas.models import ScenarioVersion
from lms.accounts.models import User
from lms.learning.models import Completion, Transition
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_ended_play, fork

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
        *("id", "participation_id", "learner_id", "recorded_at", "completed_at"),
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
