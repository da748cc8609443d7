"""Scenarios of any size as their authors make them, below a module of their own.

The story comes from tests/factories/stories.py; its texts are as long as real ones.
"""

from __future__ import annotations

from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import Group

from dilemmas.graph import Choice as ToldChoice
from dilemmas.graph import Scene as ToldScene
from dilemmas.graph import Story
from dilemmas.models import (
    Choice,
    DilemmaIndexPage,
    Flag,
    ScenarioPage,
    Scene,
    Value,
)
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import an_umbrella
from tests.factories.stories import a_story

FLAGS, ACTS = 4, 5
TITLES = ("De nota", "In de gang", "Het overleg", "Na de middag", "Een telefoontje")
SENTENCES = (
    "Nadia legt het dossier op tafel en kijkt naar de deur.",
    "Niemand zegt iets, en dat duurt langer dan je prettig vindt.",
    "Je weet dat de beslissing van vrijdag voor een deel op jouw nota steunt.",
    "“Ik heb het zo gekregen,” zegt ze, “en ik heb er niets aan veranderd.”",
    "Buiten rijdt een vrachtwagen achteruit; het gepiep houdt maar niet op.",
    "Het bedrag onderaan klopt niet met wat de leverancier vorige week schreef.",
    "Je collega van de dienst aankoop vroeg gisteren of je nog iets nodig had.",
    "Wie nu iets zegt, zegt het ook over wie er niet bij is.",
)
CONSEQUENCE = "Nadia knikt, maar ze kijkt je niet aan. Je hoort later nog van haar."


def a_trainer() -> tuple[DilemmaIndexPage, User]:
    """A module, and somebody who may write below it."""
    umbrella = an_umbrella(slug="dilemmas-gemeten")
    trainer = UserFactory()
    trainer.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    return umbrella, trainer


def a_draft(
    umbrella: DilemmaIndexPage, author: User, scenes: int, number: int
) -> ScenarioPage:
    """A scenario that was written and never published: all of it is in one revision."""
    page = ScenarioPage(
        title=f"Een verhaal van {scenes} scènes, {number}",
        slug=f"verhaal-{scenes}-{number}",
        summary="Een dossier dat niet klopt, en wie dat weet.",
        owner=author,
    )
    umbrella.add_child(instance=page)
    story = a_story(scenes, flags=FLAGS, acts=ACTS, seed=number + 1)
    page.values = [
        Value.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for slug, name in story.values.items()
    ]
    page.flags = [
        Flag(key=_key(page, key), name=name, sort_order=place)
        for place, (key, name) in enumerate(story.flags.items())
    ]
    page.scenes = list(_scenes(page, story))
    page.save_revision(user=author)
    return ScenarioPage.objects.get(pk=page.pk)


def a_text(chance: Random) -> str:
    """Some sixty words, as HTML."""
    return "".join(f"<p>{' '.join(chance.sample(SENTENCES, 3))}</p>" for _ in range(2))


def _key(page: ScenarioPage, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{page.pk} {name}")


def _scenes(page: ScenarioPage, story: Story) -> list[Scene]:
    chance = Random(len(story.scenes))  # noqa: S311 (a story, no secret)
    return [
        _scene(page, told, number, chance) for number, told in enumerate(story.scenes)
    ]


def _scene(page: ScenarioPage, told: ToldScene, number: int, chance: Random) -> Scene:
    scene = Scene(
        key=_key(page, told.key),
        sort_order=number,
        title=f"{TITLES[number % len(TITLES)]} {number}",
        kind=told.kind,
        is_start=told.is_start,
        act=told.act,
        when="Donderdagmiddag",
        where="Op kantoor",
        body=[("text", a_text(chance))],
        stakeholders=[("stakeholder", who) for who in ("Nadia", "De burger")],
        reflection=[("question", line) for line in told.reflection],
    )
    scene.choices = [
        _choice(page, choice, place) for place, choice in enumerate(told.choices)
    ]
    return scene


def _choice(page: ScenarioPage, told: ToldChoice, number: int) -> Choice:
    def states(given):
        return [{"flag": str(_key(page, one.flag)), "on": one.on} for one in given]

    return Choice(
        key=_key(page, told.key),
        sort_order=number,
        text=f"Ik zeg wat ik ervan weet, ook al komt dat nu slecht uit. ({number})",
        consequence=f"{CONSEQUENCE} {number}",
        target=_key(page, told.target),
        effects=[
            {"value": one.value, "direction": one.direction} for one in told.effects
        ],
        condition=states(told.condition),
        sets=states(told.sets),
    )
