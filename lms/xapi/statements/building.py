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
    VOIDED,
    at_home,
    profile_version,
)

from .interactions import LISTS_OF
from .versions import UNSAID_VERSION, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .values import Account, Activity, Interaction, Result, Statement, Voiding


def as_json(statement: Statement) -> dict[str, Any]:
    """The JSON of ``statement`` as Python values, without empty or absent properties."""
    language = statement.language
    context: dict[str, Any] = {}
    if statement.extensions:
        context["extensions"] = tincan.Extensions(statement.extensions)
    built = tincan.Statement(
        id=statement.id,
        actor=_account(statement.actor),
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
            **context,
        ),
        timestamp=statement.timestamp,
        version=UNSAID_VERSION[Version.ONE],
    )
    return cast("dict[str, Any]", built.as_version())


def voiding_as_json(voiding: Voiding) -> dict[str, Any]:
    """The JSON of ``voiding`` (part two, 2.3.2), which stands in nothing and has no more."""
    built = tincan.Statement(
        id=voiding.id,
        actor=_account(voiding.actor),
        verb=tincan.Verb(id=VOIDED.iri, display=tincan.LanguageMap(VOIDED.display)),
        object=tincan.StatementRef(id=voiding.target),
        timestamp=voiding.timestamp,
        version=UNSAID_VERSION[Version.ONE],
    )
    return cast("dict[str, Any]", built.as_version())


def _account(account: Account) -> tincan.Agent:
    return tincan.Agent(
        account=tincan.AgentAccount(home_page=account.home_page, name=account.name)
    )


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
    extensions = dict(result.extensions)
    if result.progress is not None:
        extensions[PROGRESS] = result.progress
    if extensions:
        properties["extensions"] = tincan.Extensions(extensions)
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
