"""The words our statements are made of, each with the vocabulary it comes from.

Plain Python. Verbs and types are IRIs that others defined and published, so that any
Learning Record Store understands our statements; what nobody defined stands in
our profile (docs/xapi-profile.jsonld), which also says how each is used. A new word is
added when something records it, with its source, and to the profile.
"""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What somebody did: the IRI carries the meaning, the display is for people."""

    iri: str
    display: dict[str, str] = field(hash=False)


# Our profile. The demo's home page stands for the one that is configured.

PROFILE_HOME: Final = "https://integriteitscampus.example"
# The address of the profile, and of the version that our statements follow
PROFILE_PATH: Final = "/xapi/profile"
PROFILE_VERSION: Final = f"{PROFILE_PATH}/v1"
PROFILE_NAME: Final = "Integriteitscampus"


def profile_version(home_page: str) -> str:
    """The IRI of the version that our statements follow (xAPI profiles, part two, 6.1)."""
    return home_page.rstrip("/") + PROFILE_VERSION


def at_home(iri: str, home_page: str) -> str:
    """An IRI of our profile under this home page; what others defined stays as it is."""
    ours = f"{PROFILE_HOME}{PROFILE_PATH}/"
    if not iri.startswith(ours):
        return iri
    return home_page.rstrip("/") + iri.removeprefix(PROFILE_HOME)


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
# ADL vocabulary; cmi5 section 9.3.1: the platform opened it for the person
LAUNCHED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/launched",
    display={"nl": "opende", "en-US": "launched"},
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
# Activity Streams 1.0, as the TinCan API registry has it: work that somebody else judges
SUBMITTED: Final = Verb(
    iri="http://activitystrea.ms/schema/1.0/submit",
    display={"nl": "diende in", "en-US": "submitted"},
)
# ADL vocabulary; cmi5 section 9.3.3
COMPLETED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/completed",
    display={"nl": "voltooide", "en-US": "completed"},
)
# ADL vocabulary; cmi5 section 9.3.4: somebody judged it, and it was good enough
PASSED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/passed",
    display={"nl": "slaagde voor", "en-US": "passed"},
)
# ADL vocabulary; cmi5 section 9.3.5: somebody judged it, and it was not good enough
FAILED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/failed",
    display={"nl": "slaagde niet voor", "en-US": "failed"},
)
# TLA vocabulary, https://w3id.org/xapi/tla
CERTIFIED: Final = Verb(
    iri="https://w3id.org/xapi/tla/verbs/certified",
    display={"nl": "behaalde het certificaat", "en-US": "was certified in"},
)
# Our own profile: no vocabulary that we know has a verb for it
REVOKED: Final = Verb(
    iri=f"{PROFILE_HOME}{PROFILE_PATH}/verbs/revoked",
    display={
        "nl": "is niet langer houder van het certificaat",
        "en-US": "no longer holds the certificate",
    },
)
# Our own profile: no vocabulary that we know has a verb for who did not come
MISSED: Final = Verb(
    iri=f"{PROFILE_HOME}{PROFILE_PATH}/verbs/missed",
    display={"nl": "was afwezig op", "en-US": "missed"},
)
# ADB profile (audiobook), reused by the serious games profile for a choice made
SELECTED: Final = Verb(
    iri="https://w3id.org/xapi/adb/verbs/selected",
    display={"nl": "koos in", "en-US": "selected"},
)

VERBS: Final = (
    REGISTERED,
    UNREGISTERED,
    LAUNCHED,
    INITIALIZED,
    PROGRESSED,
    ANSWERED,
    SELECTED,
    SUBMITTED,
    COMPLETED,
    PASSED,
    FAILED,
    MISSED,
    CERTIFIED,
    REVOKED,
)
"""Every verb that the product records, in the order in which they tend to happen."""

# Video profile: what is watched in a lesson. Its IRI is the category of what follows it.
VIDEO_PROFILE: Final = "https://w3id.org/xapi/video"
PLAYED: Final = Verb(
    iri="https://w3id.org/xapi/video/verbs/played",
    display={"nl": "speelde", "en-US": "played"},
)
PAUSED: Final = Verb(
    iri="https://w3id.org/xapi/video/verbs/paused",
    display={"nl": "pauzeerde", "en-US": "paused"},
)
SEEKED: Final = Verb(
    iri="https://w3id.org/xapi/video/verbs/seeked",
    display={"nl": "sprong in", "en-US": "seeked"},
)
# ADL vocabulary, as the video profile uses them
INTERACTED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/interacted",
    display={"nl": "stelde in bij", "en-US": "interacted with"},
)
TERMINATED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/terminated",
    display={"nl": "stopte met", "en-US": "terminated"},
)

VIDEO_VERBS: Final = (PLAYED, PAUSED, SEEKED, INTERACTED, TERMINATED)
"""What the video profile has besides initialized and completed."""

# ADL vocabulary: somebody read the transcript of a recording instead
EXPERIENCED: Final = Verb(
    iri="http://adlnet.gov/expapi/verbs/experienced",
    display={"nl": "las", "en-US": "read"},
)

# The verb that the specification itself reserves (xAPI 1.0.3, part two, 2.3.2).
VOIDED_IRI: Final = "http://adlnet.gov/expapi/verbs/voided"
VOIDED: Final = Verb(
    iri=VOIDED_IRI, display={"nl": "verklaarde ongeldig", "en-US": "voided"}
)


_BY_IRI: Final = {
    verb.iri: verb for verb in (*VERBS, *VIDEO_VERBS, EXPERIENCED, VOIDED)
}


def known_verb(iri: str) -> Verb | None:
    """The verb of this IRI as we call it, ``None`` for one that we do not use.

    A verb of our own is known under any home page.
    """
    _, path, rest = iri.partition(PROFILE_PATH)
    return _BY_IRI.get(iri) or _BY_IRI.get(f"{PROFILE_HOME}{path}{rest}")


# Activity types

# ADL vocabulary, https://w3id.org/xapi/adl/activity-types
COURSE: Final = "http://adlnet.gov/expapi/activities/course"
LESSON: Final = "http://adlnet.gov/expapi/activities/lesson"
ASSESSMENT: Final = "http://adlnet.gov/expapi/activities/assessment"
MEETING: Final = "http://adlnet.gov/expapi/activities/meeting"
# ADL vocabulary: the profile that a statement follows, in its category
PROFILE: Final = "http://adlnet.gov/expapi/activities/profile"
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
# Video profile
VIDEO: Final = "https://w3id.org/xapi/video/activity-type/video"
# Activity Streams 1.0, as the TinCan API registry has them: sound alone, and a text
AUDIO: Final = "http://activitystrea.ms/schema/1.0/audio"
TRANSCRIPT: Final = "http://activitystrea.ms/schema/1.0/article"

# What our own forms of learning are called in that vocabulary
DILEMMA: Final = SCENARIO
SESSION: Final = MEETING
TRAJECTORY: Final = CONTENT_SET

# Extensions

# cmi5 section 9.5.5.1: a whole number from 0 to 100, in a result
PROGRESS: Final = "https://w3id.org/xapi/cmi5/result/extensions/progress"

# Video profile: seconds from the start, and what was seen, in a result
VIDEO_TIME: Final = "https://w3id.org/xapi/video/extensions/time"
VIDEO_TIME_FROM: Final = "https://w3id.org/xapi/video/extensions/time-from"
VIDEO_TIME_TO: Final = "https://w3id.org/xapi/video/extensions/time-to"
VIDEO_SEGMENTS: Final = "https://w3id.org/xapi/video/extensions/played-segments"
VIDEO_PROGRESS: Final = "https://w3id.org/xapi/video/extensions/progress"
# Video profile: in a context
VIDEO_LENGTH: Final = "https://w3id.org/xapi/video/extensions/length"
VIDEO_SESSION: Final = "https://w3id.org/xapi/video/extensions/session-id"
VIDEO_SPEED: Final = "https://w3id.org/xapi/video/extensions/speed"
VIDEO_CAPTIONS: Final = "https://w3id.org/xapi/video/extensions/cc-enabled"
VIDEO_THRESHOLD: Final = "https://w3id.org/xapi/video/extensions/completion-threshold"
