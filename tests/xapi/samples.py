"""Statements for tests: ours as values, and one from outside that has every part."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lms.xapi import vocabulary
from lms.xapi.statements import Account, Activity, Interaction, Result, Statement

HOME = "https://integriteitscampus.example"
PROFILE_VERSION = f"{HOME}/xapi/profile/v1"
AT = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)

COURSE = Activity(
    iri=f"{HOME}/activities/geschenken", type=vocabulary.COURSE, name="Geschenken"
)
LESSON = Activity(
    iri=f"{HOME}/activities/geschenken/1", type=vocabulary.LESSON, name="De mand"
)
QUESTION = Activity(
    iri=f"{HOME}/questions/1",
    type=vocabulary.CMI_INTERACTION,
    name="Wat doe je?",
    interaction=Interaction(
        type="choice",
        choices=(("a", "Terugsturen"), ("b", "Houden")),
        correct=("a",),
    ),
)


def account(name: str = "8f3c") -> Account:
    return Account(home_page=HOME, name=name)


def statement(**changes: Any) -> Statement:
    """A statement of ours: somebody completed a course."""
    given = {
        "actor": account(),
        "verb": vocabulary.COMPLETED,
        "activity": COURSE,
        "timestamp": AT,
        "result": Result(completion=True),
    }
    return Statement(**(given | changes))


_AGENT = {"mbox": "mailto:noor@voorbeeld.test", "name": "Noor"}
_OUTSIDE: dict[str, Any] = {
    "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "actor": {
        "objectType": "Group",
        "name": "Team",
        "account": {"homePage": HOME, "name": "team-1"},
        "member": [_AGENT, {"openid": "https://openid.example/anna"}],
    },
    "verb": {
        "id": "http://adlnet.gov/expapi/verbs/attended",
        "display": {"en-GB": "attended", "nl": "woonde bij"},
    },
    "object": {
        "objectType": "Activity",
        "id": "https://example.com/meetings/occurrences/34534",
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "name": {"en-GB": "example meeting"},
            "description": {"en-GB": "A meeting."},
            "moreInfo": "https://virtualmeeting.example.com/345256",
            "interactionType": "matching",
            "correctResponsesPattern": ["ben[.]3[,]chris[.]2"],
            "source": [{"id": "ben", "description": {"en-US": "Ben"}}],
            "target": [{"id": "3", "description": {"en-US": "3"}}],
            "extensions": {"https://example.com/location": None},
        },
    },
    "result": {
        "score": {"scaled": 0.9, "raw": 9, "min": 0, "max": 10},
        "success": True,
        "completion": True,
        "response": "We agreed.",
        "duration": "PT1H0M0S",
        "extensions": {"https://example.com/minutes": {"pages": [1, None]}},
    },
    "context": {
        "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
        "instructor": {"mbox_sha1sum": "cd9b00a5611f94eaa7b1661edab976068e364975"},
        "team": {"objectType": "Group", "member": [_AGENT]},
        "contextActivities": {
            "parent": [{"id": "https://example.com/meetings/series/267"}],
            "category": {"id": "https://example.com/categories/team"},
        },
        "revision": "1",
        "platform": "Example virtual meeting software",
        "language": "en-Latn-GB-oxendict",
        "statement": {
            "objectType": "StatementRef",
            "id": "16fd2706-8baf-433b-82eb-8c7fada847da",
        },
        "extensions": {"urn:example:room": "A"},
    },
    "timestamp": "2013-05-18T05:32:34.804+02:00",
    "stored": "2013-05-18T05:32:34.804Z",
    "authority": {
        "objectType": "Agent",
        "account": {"homePage": "https://cloud.example.com/", "name": "anonymous"},
    },
    "version": "1.0.0",
    "attachments": [
        {
            "usageType": "https://example.com/attachment-usage/test",
            "display": {"en-US": "A test attachment"},
            "description": {"en-US": "A test attachment (description)"},
            "contentType": "text/plain; charset=utf-8",
            "length": 27,
            "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
            "fileUrl": "https://example.com/files/1",
        }
    ],
}


def from_outside() -> dict[str, Any]:
    """A valid statement with every property that the specification knows."""
    return deepcopy(_OUTSIDE)


def changed(path: str, value: Any) -> dict[str, Any]:
    """``from_outside()`` with another value at a path such as ``object.definition``."""
    whole = from_outside()
    *parents, last = path.split(".")
    part: Any = whole
    for name in parents:
        part = part[int(name)] if isinstance(part, list) else part[name]
    if value is ...:
        del part[last]
    elif isinstance(part, list):
        part[int(last)] = value
    else:
        part[last] = value
    return whole
