"""From our values to xAPI JSON, by way of tincan.

tincan knows how each property is spelled and serialised; our validator judges what
comes out of it (``lms.xapi.recording``). Text from outside never becomes a tincan object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import tincan

from lms.xapi.vocabulary import (
    PROFILE,
    PROFILE_NAME,
    PROGRESS,
    at_home,
    profile_version,
)

from .interactions import LISTS_OF
from .versions import UNSAID_VERSION, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .values import Activity, Interaction, Result, Statement


def as_json(statement: Statement) -> dict[str, Any]:
    """The JSON of ``statement`` as Python values, without empty or absent properties."""
    language = statement.language
    built = tincan.Statement(
        id=statement.id,
        actor=tincan.Agent(
            account=tincan.AgentAccount(
                home_page=statement.actor.home_page, name=statement.actor.name
            )
        ),
        verb=tincan.Verb(
            id=at_home(statement.verb.iri, statement.actor.home_page),
            display=tincan.LanguageMap(statement.verb.display),
        ),
        object=_activity(statement.activity, language),
        result=_result(statement.result),
        context=tincan.Context(
            registration=statement.registration,
            context_activities=_context_activities(statement),
            platform=statement.platform,
            language=language,
        ),
        timestamp=statement.timestamp,
        version=UNSAID_VERSION[Version.ONE],
    )
    return cast("dict[str, Any]", built.as_version())


def _activity(activity: Activity, language: str) -> tincan.Activity:
    definition: dict[str, Any] = {
        "type": activity.type,
        "name": tincan.LanguageMap({language: activity.name}),
    }
    if activity.description:
        definition["description"] = tincan.LanguageMap({language: activity.description})
    if activity.interaction is not None:
        definition |= _interaction(activity.interaction, language)
    return tincan.Activity(
        id=activity.iri, definition=tincan.ActivityDefinition(**definition)
    )


def _interaction(interaction: Interaction, language: str) -> dict[str, Any]:
    properties: dict[str, Any] = {"interaction_type": interaction.type}
    if interaction.correct:
        properties["correct_responses_pattern"] = list(interaction.correct)
    lists = LISTS_OF.get(interaction.type, ())
    for name, components in zip(
        lists, (interaction.choices, interaction.targets), strict=False
    ):
        if components:
            properties[name] = _components(components, language)
    return properties


def _components(
    components: Iterable[tuple[str, str]], language: str
) -> tincan.InteractionComponentList:
    return tincan.InteractionComponentList(
        [
            tincan.InteractionComponent(
                id=key, description=tincan.LanguageMap({language: label})
            )
            for key, label in components
        ]
    )


def _result(result: Result | None) -> tincan.Result | None:
    if result is None:
        return None
    properties: dict[str, Any] = {
        "completion": result.completion,
        "success": result.success,
        "response": result.response,
    }
    if result.score is not None:
        properties["score"] = tincan.Score(scaled=result.score)
    if result.progress is not None:
        properties["extensions"] = tincan.Extensions({PROGRESS: result.progress})
    given = {name: value for name, value in properties.items() if value is not None}
    return tincan.Result(**given) if given else None


def _context_activities(statement: Statement) -> tincan.ContextActivities:
    kinds = {
        "parent": statement.parents,
        "grouping": statement.groupings,
        "category": statement.categories,
    }
    built = {
        kind: [_activity(activity, statement.language) for activity in activities]
        for kind, activities in kinds.items()
    }
    built["category"].append(_our_profile(statement))
    return tincan.ContextActivities(
        **{kind: tincan.ActivityList(found) for kind, found in built.items() if found}
    )


def _our_profile(statement: Statement) -> tincan.Activity:
    """The version of our profile that each statement of ours follows.

    xAPI profiles, part two, 5.0: as a category, by the id of the version. It is the same
    for all of them, so it tells nothing of any of them.
    """
    return tincan.Activity(
        id=profile_version(statement.actor.home_page),
        definition=tincan.ActivityDefinition(
            type=PROFILE, name=tincan.LanguageMap({"nl": PROFILE_NAME})
        ),
    )
