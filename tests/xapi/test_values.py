"""Our own values become valid xAPI."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from lms.xapi import vocabulary
from lms.xapi.statements import Account, Interaction, Result, id_of_event, validate

from . import samples


def test_a_completion_says_who_did_what_and_when():
    statement = samples.statement(
        id=UUID("6690e6c9-3ef0-4ed3-8b37-7f3964730bee"),
        registration=UUID("ec531277-b57b-4c15-8d91-d292c5b2b8f7"),
        result=Result(completion=True, progress=100),
        parents=(samples.COURSE,),
        groupings=(samples.COURSE,),
        categories=(samples.COURSE,),
        activity=samples.LESSON,
    )

    json = statement.to_json()

    assert validate(json) == []
    assert json["id"] == "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
    assert json["actor"] == {
        "objectType": "Agent",
        "account": {"homePage": samples.HOME, "name": "8f3c"},
    }
    assert json["verb"]["display"] == {"nl": "voltooide", "en-US": "completed"}
    assert json["object"]["definition"]["name"] == {"nl": "De mand"}
    assert json["result"] == {
        "completion": True,
        "extensions": {vocabulary.PROGRESS: 100},
    }
    assert json["context"]["registration"] == "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
    assert [*json["context"]["contextActivities"]] == ["category", "parent", "grouping"]
    categories = [one["id"] for one in json["context"]["contextActivities"]["category"]]
    assert categories == [samples.COURSE.iri, samples.PROFILE_VERSION]
    assert json["timestamp"] == "2026-09-01T08:30:00+00:00"
    assert json["version"] == "1.0.0"


@pytest.mark.parametrize(
    ("interaction", "lists"),
    [
        (Interaction(type="choice", choices=(("a", "A"),)), {"choices"}),
        (Interaction(type="sequencing", choices=(("a", "A"),)), {"choices"}),
        (Interaction(type="likert", choices=(("1", "Nooit"),)), {"scale"}),
        (Interaction(type="performance", choices=(("1", "Eerst"),)), {"steps"}),
        (
            Interaction(
                type="matching", choices=(("a", "A"),), targets=(("1", "Een"),)
            ),
            {"source", "target"},
        ),
        (Interaction(type="true-false", correct=("true",)), set()),
        (Interaction(type="fill-in", correct=("integriteit",)), set()),
        (Interaction(type="numeric", correct=("1[:]3",)), set()),
        (Interaction(type="other"), set()),
    ],
)
def test_every_kind_of_question_is_a_valid_interaction(interaction, lists):
    activity = samples.Activity(
        iri=f"{samples.HOME}/q",
        type=vocabulary.CMI_INTERACTION,
        name="Vraag",
        interaction=interaction,
    )

    json = samples.statement(verb=vocabulary.ANSWERED, activity=activity).to_json()

    assert validate(json) == []
    definition = json["object"]["definition"]
    assert lists == {"choices", "scale", "source", "target", "steps"} & set(definition)
    assert ("correctResponsesPattern" in definition) == bool(interaction.correct)


def test_what_was_not_said_is_not_there():
    json = samples.statement(result=Result()).to_json()

    assert "result" not in json
    assert "registration" not in json["context"]
    assert [*json["context"]["contextActivities"]] == ["category"]
    assert "description" not in json["object"]["definition"]


def test_false_and_zero_are_said():
    json = samples.statement(
        result=Result(completion=False, success=False, progress=0, response="")
    ).to_json()

    assert json["result"] == {
        "completion": False,
        "success": False,
        "response": "",
        "extensions": {vocabulary.PROGRESS: 0},
    }


def test_a_moment_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        samples.statement(timestamp=datetime(2026, 9, 1))  # noqa: DTZ001


@pytest.mark.parametrize("progress", [-1, 101])
def test_progress_lies_from_0_to_100(progress):
    with pytest.raises(ValueError, match="0 to 100"):
        Result(progress=progress)


def test_every_verb_of_the_vocabulary_makes_a_valid_statement():
    for verb in vocabulary.VERBS:
        assert {"nl", "en-US"} == set(verb.display)
        assert validate(samples.statement(verb=verb).to_json()) == []


def test_statements_have_ids_of_their_own():
    assert samples.statement().id != samples.statement().id
    assert samples.statement(timestamp=datetime.now(UTC)).timestamp.tzinfo


def test_a_verb_of_our_own_stands_under_the_home_page_that_is_configured():
    elsewhere = samples.statement(
        verb=vocabulary.REVOKED,
        actor=Account(home_page="https://campus.vlaanderen/", name="8f3c"),
    ).to_json()

    iri = elsewhere["verb"]["id"]
    assert iri == "https://campus.vlaanderen/xapi/profile/verbs/revoked"
    assert elsewhere["context"]["contextActivities"]["category"][0]["id"] == (
        "https://campus.vlaanderen/xapi/profile/v1"
    )
    assert vocabulary.known_verb(iri) == vocabulary.REVOKED
    assert vocabulary.known_verb("https://campus.vlaanderen/verbs/revoked") is None


def test_the_id_of_an_event_follows_from_the_event_alone():
    registration = UUID("ec531277-b57b-4c15-8d91-d292c5b2b8f7")
    ids = {
        id_of_event(registration, vocabulary.PROGRESSED, 50),
        id_of_event(registration, vocabulary.PROGRESSED, 51),
        id_of_event(registration, vocabulary.COMPLETED),
        id_of_event(UUID(int=1), vocabulary.COMPLETED),
    }

    assert len(ids) == 4
    assert id_of_event(registration, vocabulary.COMPLETED) in ids
