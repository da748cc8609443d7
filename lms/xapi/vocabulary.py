"""The words our statements are made of, each with the vocabulary it comes from.

Plain Python. Verbs and types are IRIs that others defined and published, so that any
Learning Record Store understands our statements; we coin none of our own here. A new
word is added when something records it, with its source.
"""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What somebody did: the IRI carries the meaning, the display is for people."""

    iri: str
    display: dict[str, str] = field(hash=False)


# Verbs

# ADL vocabulary, https://w3id.org/xapi/adl/verbs
REGISTERED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/registered",
    display={"nl": "schreef zich in voor", "en-US": "registered"},
)
# TinCan API registry; what Open edX and Moodle record for a withdrawal
UNREGISTERED: Final = Verb(
    iri="http://id.tincanapi.com/verb/unregistered",
    display={"nl": "schreef zich uit voor", "en-US": "unregistered"},
)
# ADL vocabulary; cmi5 section 9.3.2 uses it for the start of a session
INITIALIZED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/initialized",
    display={"nl": "begon aan", "en-US": "initialized"},
)
# ADL vocabulary; the figure goes in the progress extension below
PROGRESSED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/progressed",
    display={"nl": "vorderde in", "en-US": "progressed"},
)
# ADL vocabulary; the object is a cmi.interaction
ANSWERED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/answered",
    display={"nl": "beantwoordde", "en-US": "answered"},
)
# ADL vocabulary; cmi5 section 9.3.3
COMPLETED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/completed",
    display={"nl": "voltooide", "en-US": "completed"},
)
# ADB profile (audiobook), reused by the serious games profile for a choice made
SELECTED: Final = Verb(
    iri="https://w3id.org/xapi/adb/verbs/selected",
    display={"nl": "koos in", "en-US": "selected"},
)

VERBS: Final = (
    REGISTERED,
    UNREGISTERED,
    INITIALIZED,
    PROGRESSED,
    ANSWERED,
    SELECTED,
    COMPLETED,
)
"""Every verb that the product records, in the order in which they tend to happen."""

# The verb that the specification itself reserves (xAPI 1.0.3, part two, 2.3.2).
VOIDED_IRI: Final = "http://adlnet.gov/expapi/verbs/voided"

# Activity types

# ADL vocabulary, https://w3id.org/xapi/adl/activity-types
COURSE: Final = "http://adlnet.gov/expapi/activities/course"
MODULE: Final = "http://adlnet.gov/expapi/activities/module"
LESSON: Final = "http://adlnet.gov/expapi/activities/lesson"
ASSESSMENT: Final = "http://adlnet.gov/expapi/activities/assessment"
SIMULATION: Final = "http://adlnet.gov/expapi/activities/simulation"
MEETING: Final = "http://adlnet.gov/expapi/activities/meeting"
# xAPI 1.0.3, part two, 2.4.4.1 "Interaction Activities"
CMI_INTERACTION: Final = "http://adlnet.gov/expapi/activities/cmi.interaction"
# TinCan API registry, http://id.tincanapi.com
SCENARIO: Final = "http://id.tincanapi.com/activitytype/scenario"
ASSIGNMENT: Final = "http://id.tincanapi.com/activitytype/school-assignment"
# Serious games profile, https://w3id.org/xapi/seriousgames: a point with choices
ALTERNATIVE: Final = "https://w3id.org/xapi/seriousgames/activity-types/alternative"
# TLA vocabulary, https://w3id.org/xapi/tla: what one earns by following the path
CREDENTIAL: Final = "https://w3id.org/xapi/tla/activity-types/credential"
# TLA vocabulary: content that belongs together, our trajectory
CONTENT_SET: Final = "https://w3id.org/xapi/tla/activity-types/content_set"

# What our own forms of learning are called in that vocabulary
DILEMMA: Final = SCENARIO
SESSION: Final = MEETING
TRAJECTORY: Final = CONTENT_SET

# Extensions

# cmi5 section 9.5.5.1: a whole number from 0 to 100, in a result
PROGRESS: Final = "https://w3id.org/xapi/cmi5/result/extensions/progress"
