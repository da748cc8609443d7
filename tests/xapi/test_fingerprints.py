"""Which statements are the same one (part two, 2.3.1)."""

import pytest

from lms.xapi.statements import fingerprint

from . import samples

SAME = [
    ("id", "16fd2706-8baf-433b-82eb-8c7fada847da"),
    ("stored", "2020-01-01T00:00:00Z"),
    ("authority", {"mbox": "mailto:lrs@voorbeeld.test"}),
    ("version", ...),
    ("verb.display", {"nl": "anders"}),
    ("object.definition", ...),
    ("object.definition.name", {"nl": "anders"}),
    ("actor.member", list(reversed(samples.from_outside()["actor"]["member"]))),
    ("context.registration", "EC531277-B57B-4C15-8D91-D292C5B2B8F7"),
    ("context.language", "EN-latn-gb-OXENDICT"),
    (
        "context.contextActivities.parent",
        {"id": "https://example.com/meetings/series/267"},
    ),
    ("context.contextActivities.category.definition", {"name": {"nl": "Team"}}),
    ("actor.member.0.mbox", "mailto:noor@VOORBEELD.test"),
]

OTHER = [
    ("actor.member.0.mbox", "mailto:Noor@voorbeeld.test"),
    ("actor.name", "Ploeg"),
    ("verb.id", "http://adlnet.gov/expapi/verbs/completed"),
    ("object.id", "https://example.com/other"),
    ("result.duration", "PT60M"),
    ("result.response", "We disagreed."),
    ("result", ...),
    ("context.platform", "x"),
    ("context.extensions", {}),
    ("attachments", ...),
]


@pytest.mark.parametrize(("path", "value"), SAME, ids=[path for path, _ in SAME])
def test_the_same_statement_in_spite_of(path, value):
    assert fingerprint(samples.changed(path, value)) == fingerprint(
        samples.from_outside()
    )


@pytest.mark.parametrize(("path", "value"), OTHER, ids=[path for path, _ in OTHER])
def test_another_statement_because_of(path, value):
    assert fingerprint(samples.changed(path, value)) != fingerprint(
        samples.from_outside()
    )


def test_the_order_of_properties_does_not_matter():
    whole = samples.from_outside()

    assert fingerprint(dict(reversed(whole.items()))) == fingerprint(whole)
