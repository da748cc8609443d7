"""Which statements are the same one (part two, 2.3.1; IEEE 9274.1.1, 4.2.4 and 4.2.7)."""

from copy import deepcopy

import pytest

from lms.xapi.statements import fingerprint
from tests.xapi import samples

from .examples import read

SAME = [
    ("id", "16fd2706-8baf-433b-82eb-8c7fada847da"),
    ("stored", "2020-01-01T00:00:00Z"),
    ("authority", {"mbox": "mailto:lrs@voorbeeld.test"}),
    ("version", ...),
    ("timestamp", "2020-01-01T00:00:00Z"),  # compared beside the fingerprint
    ("verb.display", {"nl": "anders"}),
    ("verb.display", ...),
    ("object.definition", ...),
    ("object.definition.name", {"nl": "anders"}),
    ("actor.member", list(reversed(samples.from_outside()["actor"]["member"]))),
    ("actor.member.0.mbox", "mailto:noor@VOORBEELD.test"),
    ("context.registration", "EC531277-B57B-4C15-8D91-D292C5B2B8F7"),
    ("context.language", "EN-latn-gb-OXENDICT"),
    (
        "context.contextActivities.parent",
        {"id": "https://example.com/meetings/series/267"},
    ),
    ("context.contextActivities.category.definition", {"name": {"nl": "Team"}}),
    ("context.instructor.mbox_sha1sum", "CD9B00A5611F94EAA7B1661EDAB976068E364975"),
    ("context.statement.id", "16FD2706-8BAF-433B-82EB-8C7FADA847DA"),
    ("result.duration", "PT1H0M0S"),
]

OTHER = [
    ("actor.member.0.mbox", "mailto:Noor@voorbeeld.test"),
    ("actor.member.0.name", "Anna"),
    ("actor.member", samples.from_outside()["actor"]["member"][:1]),
    ("actor.name", "Ploeg"),
    ("verb.id", "http://adlnet.gov/expapi/verbs/completed"),
    ("verb.id", "http://adlnet.gov/expapi/verbs/Attended"),
    ("object.id", "https://example.com/other"),
    ("result.duration", "PT60M"),
    ("result.duration", "PT1H0M0.00S"),
    ("result.response", "We disagreed."),
    ("result.success", False),
    ("result", ...),
    ("context", ...),
    ("context.platform", "x"),
    ("context.extensions", {}),
    ("context.contextActivities.parent", [{"id": "https://example.com/other"}]),
    ("context.contextActivities.grouping", []),
    ("attachments", ...),
]


def names(rows):
    return [f"{path}-{value!r:.30}" for path, value, *_ in rows]


@pytest.mark.parametrize(("path", "value"), SAME, ids=names(SAME))
def test_the_same_statement_in_spite_of(path, value):
    assert fingerprint(samples.changed(path, value)) == fingerprint(
        samples.from_outside()
    )


@pytest.mark.parametrize(("path", "value"), OTHER, ids=names(OTHER))
def test_another_statement_because_of(path, value):
    assert fingerprint(samples.changed(path, value)) != fingerprint(
        samples.from_outside()
    )


def test_the_order_of_properties_does_not_matter():
    whole = samples.from_outside()

    assert fingerprint(dict(reversed(whole.items()))) == fingerprint(whole)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P1DT12H36M0.12567S", "P1DT12H36M0.12S", True),
        ("P1DT12H36M0.12567S", "P1DT12H36M0.12999S", True),
        ("PT0,1237S", "PT0,12S", True),
        ("PT0.12S", "PT0.13S", False),
        ("PT0.1S", "PT0.10S", False),  # durations are strings otherwise
        ("PT1.255H", "PT1.25H", False),
        ("PT3600S", "PT1H", False),
    ],
)
def test_of_a_duration_hundredths_of_a_second_count(one, other, same):
    """4.6; IEEE 9274.1.1, 4.2.7."""
    prints = {
        fingerprint(samples.changed("result.duration", value)) for value in (one, other)
    }

    assert (len(prints) == 1) == same


# In a SubStatement the same rules hold, and its timestamp is part of it.


def within(**changes):
    whole = samples.from_outside()
    inner = {k: whole[k] for k in ("actor", "verb", "object", "result", "context")}
    whole["object"] = inner | {
        "objectType": "SubStatement",
        "timestamp": "2013-05-18T05:32:34.804+02:00",
    }
    whole["object"] = deepcopy(whole["object"]) | changes
    return whole


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"timestamp": "2013-05-18T03:32:34.804Z"}, True),
        ({"timestamp": "2013-05-18T03:32:34.8040+00:00"}, True),
        ({"timestamp": "2013-05-18T03:32:34.805Z"}, False),
        ({"object": {"objectType": "Activity", "id": "https://example.com/1"}}, False),
        ({"object": {k: v for k, v in samples.from_outside()["object"].items()
                     if k != "definition"}}, True),
        ({"verb": {"id": "http://adlnet.gov/expapi/verbs/attended"}}, True),
        ({"actor": samples.from_outside()["actor"] | {"member": []}}, False),
    ],
    ids=str,
)  # fmt: skip
def test_a_substatement_is_compared_likewise(changes, same):
    assert (fingerprint(within(**changes)) == fingerprint(within())) == same


# What 2.0 adds.


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda c: c["contextGroups"][0]["group"]["member"].reverse(), True),
        (lambda c: c["contextAgents"][0]["agent"].update(
            mbox="mailto:lesgever@VOORBEELD.test"), True),
        (lambda c: c["contextAgents"].reverse(), False),
        (lambda c: c["contextAgents"][0]["relevantTypes"].append("urn:x:y"), False),
        (lambda c: c["contextGroups"][0]["group"]["member"].pop(), False),
        (lambda c: c.pop("contextGroups"), False),
    ],
)  # fmt: skip
def test_participants_are_compared_as_agents_and_groups(change, same):
    whole = read("two")
    change(whole["context"])

    assert (fingerprint(whole) == fingerprint(read("two"))) == same
