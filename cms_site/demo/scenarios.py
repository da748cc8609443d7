"""Dilemmas: values in tension, and scenarios with their scenes and choices."""

from uuid import UUID

from dilemmas.models import Choice, DilemmaIndexPage, ScenarioPage, Scene, Value
from lms.learning.enums import Facet
from lms.learning.models import Term

from .describing import Vocabulary
from .pages import add, publish
from .reading import Data, read, read_all
from .streams import identity, paragraphs, stream


def load_scenarios() -> None:
    """The values, every scenario file, and then the module above them anew."""
    principles = {
        term.slug: term for term in Term.objects.filter(facet=Facet.PRINCIPLE)
    }
    for data in read("values.toml")["values"]:
        Value.objects.create(
            slug=data["slug"],
            name=data["name"],
            principle=principles.get(data["principle"]),
        )
    module = DilemmaIndexPage.objects.get()
    words = Vocabulary()
    for data in sorted(read_all("scenarios"), key=lambda each: str(each["code"])):
        add(module, _scenario(data, words))
    publish(DilemmaIndexPage.objects.get())


def _scenario(data: Data, words: Vocabulary) -> ScenarioPage:
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
        expert_views=[("expert", view) for view in data["expert_views"]],
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
        when=data["when"],
        where=data["where"],
        body=_body(f"{path}/{data['key']}", data["body"]),
        stakeholders=[("stakeholder", one) for one in data["stakeholders"]],
        prompts=[("prompt", one) for one in data["prompts"]],
        reflection=[("question", one) for one in data.get("reflection", ())],
        choices=[
            Choice(
                key=identity(path, data["key"], choice["key"]),
                text=choice["text"],
                consequence=choice["consequence"],
                target=_key(path, choice["target"]),
                effects=choice["effects"],
            )
            for choice in data.get("choices", ())
        ],
    )


def _body(path: str, body: str | list[Data]) -> str:
    """A body that is one text, or blocks of several types."""
    return paragraphs(path, body) if isinstance(body, str) else stream(path, body)


def _key(path: str, name: str) -> UUID:
    """The key of a scene, the same at every load."""
    return identity(path, name)
