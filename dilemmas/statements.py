"""How a choice reads as xAPI, once it is nobody's (design.md, idea 4).

That a dilemma began and ended is told by ``lms.learning`` under the account; the choices
are told here under a pseudonym of that one play, and never say whose.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.conf import settings

from lms.common import ids
from lms.xapi import vocabulary
from lms.xapi.statements import Account, Activity, Interaction, Result, Statement

from .models import PlayStep, ScenarioVersion
from .portrait import travelled


def selected(
    steps: Iterable[PlayStep], version: ScenarioVersion, *, at: datetime
) -> list[Statement]:
    """One statement for each choice of one play, all by one fresh pseudonym.

    Where one way on was offered there was no choice, and nothing is told. Ids are random,
    the moment is ``at`` for all; nothing but the choice comes from the play. A scene is
    described with all its choices, those that were not offered too: its description is
    the same for everybody.
    """
    pseudonym = Account(home_page=settings.XAPI_HOME_PAGE, name=str(uuid4()))
    graph = version.compiled
    scenario = Activity(
        iri=ids.iri("activities", version.scenario),
        type=vocabulary.DILEMMA,
        name=graph.content["title"],
    )
    made = list(steps)
    statements = []
    for step, stop in zip(made, travelled(graph, made), strict=False):
        if not stop.is_turning_point:
            continue
        scene = graph.scene(stop.scene)
        statements.append(
            Statement(
                actor=pseudonym,
                verb=vocabulary.SELECTED,
                activity=Activity(
                    iri=_iri(version, step),
                    type=vocabulary.ALTERNATIVE,
                    name=scene["title"],
                    interaction=Interaction(
                        type="choice",
                        choices=tuple((c["key"], c["text"]) for c in scene["choices"]),
                    ),
                ),
                result=Result(response=str(step.choice)),
                timestamp=at,
                parents=(scenario,),
                language=version.language,
            )
        )
    return statements


def _iri(version: ScenarioVersion, step: PlayStep) -> str:
    """A scene of one version: its words, and so its definition, never change."""
    return ids.iri(
        *("activities", version.scenario, "versions", version.key),
        *("scenes", step.scene),
    )
