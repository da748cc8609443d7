"""People who play a dilemma through the real pages, each at a pace of their own.

How long somebody takes follows from the words on their path, so that time tells of the
path whatever else it tells. Everything happens on a clock of ours, one play a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from random import Random
from urllib.parse import urlsplit
from uuid import UUID

from django.core.management import call_command
from django.test import Client

from cms_site.demo.reading import read
from cms_site.demo.scenarios import _scene
from dilemmas.models import Play, ScenarioPage
from lms.common import clock
from lms.learning import operations
from lms.learning.models import LearningActivity
from tests.dilemmas.player import form_of
from tests.factories.dilemmas import a_scenario
from tests.reporting.people import Agency

FIRST_DAY = date(2024, 1, 8)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A request as a server sees it: all that an access log could hold."""

    who: UUID
    when: datetime
    method: str
    path: str
    status: int
    size: int


@dataclass(frozen=True)
class Truth:
    """What only the application knows: whose play it was, and what was chosen."""

    who: UUID
    chosen: frozenset[tuple[str, str]]  # scene and choice, where there was one to make


def the_demo_dilemma(slug: str = "de-mand-van-de-leverancier") -> ScenarioPage:
    """A dilemma of the demo, whose paths differ in length."""
    data = read(f"scenarios/{slug}.toml")
    scenes = [_scene(f"scenarios/{slug}", scene) for scene in data["scenes"]]
    for number, scene in enumerate(scenes):
        scene.sort_order = number
        for choice in scene.choices.all():
            choice.effects = []  # the values of the demo are not here
    return a_scenario(scenes=scenes, title=data["title"], slug=slug)


class Reader:
    """Somebody with a browser, a clock and a pace. Leaves lines in ``log``."""

    def __init__(self, person, begins: datetime, dice: Random, log: list[Line]) -> None:
        self.person, self.dice, self.log = person, dice, log
        self.now = begins
        self.words_a_minute = dice.uniform(130, 300)
        self.client = Client()
        self.client.force_login(person)

    def ask(self, address: str, data: dict[str, str] | None = None) -> str:
        """Ask for a page, or send a form; follows where that leads. The page."""
        while True:
            method = "GET" if data is None else "POST"
            with clock.at(self.now):
                answer = getattr(self.client, method.lower())(address, data)
            self.log.append(
                Line(
                    self.person.public_id,
                    self.now,
                    method,
                    urlsplit(address).path,
                    answer.status_code,
                    len(answer.content),
                )
            )
            self.now += timedelta(seconds=self.dice.uniform(0.1, 0.6))
            if answer.status_code != 302:
                assert answer.status_code == 200, f"{answer.status_code} at {address}"
                return answer.content.decode()
            address, data = urlsplit(answer.url).path, None

    def read(self, html: str) -> None:
        """Take the time that the words of a page take this reader."""
        text = TAG.sub(" ", COMMENT.sub("", MAIN.search(html)[0]))
        self.now += timedelta(minutes=len(text.split()) / self.words_a_minute)

    def play(self, page: ScenarioPage) -> None:
        """From the first screen to an ending, choosing as the dice fall."""
        self.read(self.ask(page.url))
        html = self.ask(f"/spelen/begin/{page.translation_key}/", {"taal": "nl"})
        while ways := len(re.findall(r'name="choice" value=', html)):
            self.read(html)
            self.now += timedelta(seconds=self.dice.expovariate(1 / 8))
            form = form_of(html, self.dice.randrange(ways))
            html = self.ask(f"/spelen/{self._key()}/", form)
        self.read(html)
        self.ask("/mijn-leren/")

    def _key(self) -> UUID:
        return Play.objects.of(self.person).values_list("key", flat=True).latest("pk")


def play_one_a_day(
    page: ScenarioPage, agency: Agency, people: int, *, seed: int
) -> tuple[list[Line], list[Truth]]:
    """Let so many people play, one a day, with ``tick`` at the end of each day."""
    dice, log, truths = Random(seed), [], []  # noqa: S311
    activity = LearningActivity.objects.get(key=page.translation_key)
    for number in range(people):
        day = FIRST_DAY + timedelta(days=number)
        begins = datetime.combine(day, time(9), tzinfo=clock.BRUSSELS)
        begins += timedelta(minutes=dice.uniform(0, 7 * 60))
        with clock.at(begins - timedelta(hours=1)):
            mandate = agency.learner()
            operations.assign(mandate.person, activity, mandate=mandate, by=None)
        Reader(mandate.person, begins, dice, log).play(page)
        truths.append(_truth_of(mandate.person))
        with clock.at(clock.end_of(day) - timedelta(minutes=2)):
            call_command("tick", stdout=StringIO())
    return log, truths


def _truth_of(person) -> Truth:
    play = Play.objects.of(person).select_related("version").get()
    graph = play.version.compiled
    steps = [(str(step.scene), str(step.choice)) for step in play.steps.all()]
    made = [step for step in steps if len(graph.scene(step[0])["choices"]) > 1]
    return Truth(person.public_id, frozenset(made))
