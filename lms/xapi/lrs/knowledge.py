"""What the store knows: About, Agents and Activities (part three, 2.8, 2.4 and 2.5).

IEEE 9274.1.1, 4.1.6.7, 4.1.6.3 and 4.1.6.4.
"""

from typing import Any, Final

from django.http import HttpResponse

from lms.xapi.enums import Scope
from lms.xapi.models import ActivityRecord, Agent
from lms.xapi.statements.indexing import IDENTIFIERS, agent_key, key_of

from . import readers
from .access import require_definitions
from .asking import Asked
from .door import ANYBODY, as_json, resource, tagged
from .versions import SUPPORTED

# Not for whoever has state alone, such as the browser of a learner: a definition may
# hold the right answers.
_SCOPES: Final = (Scope.STATEMENTS_READ, Scope.PROFILE)


def _about(asked: Asked) -> HttpResponse:
    """Which versions this LRS speaks; for anybody, in any version."""
    readers.only(asked.parameters, required=())
    return as_json({"version": SUPPORTED})


def _agents(asked: Asked) -> HttpResponse:
    """A Person: the agent that was asked, with every name that the store knows it by."""
    readers.only(asked.parameters, required=("agent",))
    agent = readers.agent("agent", asked.parameters["agent"])
    key = agent_key(agent)
    names = Agent.objects.names(asked.credential.store, key) if key else []
    if "name" in agent:
        names = [agent["name"], *names]
    person: dict[str, Any] = {"objectType": "Person"}
    if names:
        person["name"] = list(dict.fromkeys(names))
    for identifier in IDENTIFIERS:
        if identifier in agent:
            person[identifier] = [agent[identifier]]
    return tagged(as_json(person))


def _activities(asked: Asked) -> HttpResponse:
    """The activity with its canonical definition, or alone when there is none."""
    require_definitions(asked.credential)
    readers.only(asked.parameters, required=("activityId",))
    iri = readers.iri("activityId", asked.parameters["activityId"])
    activity: dict[str, Any] = {"objectType": "Activity", "id": iri}
    definition = (
        ActivityRecord.objects.filter(store=asked.credential.store, key=key_of(iri))
        .values_list("definition", flat=True)
        .first()
    )
    if definition:
        activity["definition"] = definition
    return tagged(as_json(activity))


about = resource({"GET": (_about, ANYBODY)})
agents = resource({"GET": (_agents, _SCOPES)})
activities = resource({"GET": (_activities, _SCOPES)})
