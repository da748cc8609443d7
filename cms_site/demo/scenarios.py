"""Dilemmas: values in tension, and scenarios with their scenes and choices."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from dilemmas.models import (
    Choice,
    DilemmaIndexPage,
    Flag,
    ScenarioPage,
    Scene,
    Value,
)
from lms.learning.enums import Facet
from lms.learning.models import Term

from .describing import Vocabulary
from .pages import add, publish
from .reading import Data, read, read_all
from .scenario_files import refuse_faults
from .streams import identity, paragraphs, stream


def load_scenarios() -> None:
    """The values, every scenario file, and then the module above them anew.

    Raises ``WrongScenario`` for a file that does not hold together.
    """
    load_values()
    module = DilemmaIndexPage.objects.get()
    words = Vocabulary()
    for data in sorted(read_all("scenarios"), key=lambda each: str(each["code"])):
        add(module, scenario(data, words))
    publish(DilemmaIndexPage.objects.get())


def load_values() -> None:
    """The values that choices touch, each with the principle that it stands for."""
    principles = {
        term.slug: term for term in Term.objects.filter(facet=Facet.PRINCIPLE)
    }
    for data in read("values.toml")["values"]:
        Value.objects.create(
            slug=data["slug"],
            name=data["name"],
            principle=principles.get(data["principle"]),
        )


def scenario(data: Data, words: Vocabulary) -> ScenarioPage:
    """The page of a scenario file, not saved yet. Raises ``WrongScenario``."""
    refuse_faults(data)
    path = f"scenarios/{data['slug']}"
    page = ScenarioPage(
        slug=data["slug"],
        code=data["code"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
        given=data["given"],
        rule_source=data["rule_source"],
        expert_views=_experts(data),
        flags=[
            Flag(key=_flag(path, name), name=name) for name in data.get("remembers", ())
        ],
        scenes=[_scene(path, scene) for scene in data["scenes"]],
    )
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    page.values = list(Value.objects.filter(slug__in=data["values"]))
    return page


def _scene(path: str, data: Data) -> Scene:
    return Scene(
        key=_key(path, data["key"]),
        title=data["title"],
        kind=data["kind"],
        is_start=data["is_start"],
        act=data.get("act", ""),
        when=data["when"],
        where=data["where"],
        body=_body(f"{path}/{data['key']}", data["body"]),
        stakeholders=[("stakeholder", one) for one in data["stakeholders"]],
        prompts=[("prompt", one) for one in data["prompts"]],
        reflection=[("question", one) for one in data.get("reflection", ())],
        expert_views=_experts(data),
        articles=[("article", one) for one in data.get("articles", ())],
        where_to_turn=data.get("where_to_turn", ""),
        facilitator_notes=data.get("facilitator_notes", ""),
        choices=[
            _choice(path, data["key"], choice) for choice in data.get("choices", ())
        ],
    )


def _choice(path: str, scene: str, data: Data) -> Choice:
    later_at = data.get("later_at")
    return Choice(
        key=identity(path, scene, data["key"]),
        text=data["text"],
        consequence=data["consequence"],
        later_consequence=data.get("later_consequence", ""),
        later_at=_key(path, later_at) if later_at else None,
        target=_key(path, data["target"]),
        effects=data["effects"],
        condition=[
            *_states(path, data, "only_if", on=True),
            *_states(path, data, "only_if_not", on=False),
        ],
        sets=[
            *_states(path, data, "sets", on=True),
            *_states(path, data, "clears", on=False),
        ],
    )


def _experts(data: Data) -> list[tuple[str, Data]]:
    return [("expert", view) for view in data.get("expert_views", ())]


def _states(path: str, data: Data, field: str, *, on: bool) -> Iterator[dict[str, Any]]:
    """What a choice asks or brings about, of what the story remembers by name."""
    for name in data.get(field, ()):
        yield {"flag": str(_flag(path, name)), "on": on}


def _body(path: str, body: str | list[Data]) -> str:
    """A body that is one text, or blocks of several types."""
    return paragraphs(path, body) if isinstance(body, str) else stream(path, body)


def _key(path: str, name: str) -> UUID:
    """The key of a scene, the same at every load."""
    return identity(path, name)


def _flag(path: str, name: str) -> UUID:
    """The key of what a story remembers, the same at every load."""
    return identity(path, "remembers", name)
