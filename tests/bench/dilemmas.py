"""What writing and playing a dilemma costs at three sizes, through whole requests.

usage: python -m tests.bench.dilemmas RESULT

On the database that tests/bench/content.py filled, in one process: the handler of the
product with all its middleware, a trainer and learners who are signed in, pages that
were made as authors make them. Milliseconds by the clock, and of our processor time,
which a busy machine disturbs less; what is measured first at a size stands apart.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import django

django.setup()

from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402
from django.urls import reverse  # noqa: E402
from wagtail.test.utils.form_data import (  # noqa: E402
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from dilemmas import operations  # noqa: E402
from dilemmas.graph import advise, check, reading_time  # noqa: E402
from dilemmas.models import Play, ScenarioPage  # noqa: E402
from lms.accounts.models import User  # noqa: E402
from tests.bench.story_pages import a_draft, a_text, a_trainer  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.organisation import EntityFactory, MandateFactory  # noqa: E402
from tests.factories.stories import a_story  # noqa: E402

SIZES = (10, 100, 500)
PAGES = 3  # published for the first time, of each size
REPEATS = 9
LEARNERS, STEPS = 6, 4
MOST_FLAGS = 16
ON_THIS_MACHINE = {"SERVER_NAME": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "nl"}
TOKEN = "b" * 32
# One for all, as on a server: it loads the middleware, and looks through all static files.
HANDLER = ClientHandler(enforce_csrf_checks=True)

Times = dict[str, list[tuple[float, float]]]


@contextmanager
def timed(times: Times, name: str) -> Iterator[None]:
    """Note how long it takes: by the clock, and of our processor."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    passed = time.perf_counter() - clock, time.process_time() - processor
    times[name].append((1000 * passed[0], 1000 * passed[1]))


class Visitor:
    """A browser with a session; what it asks for is timed and must be answered well."""

    def __init__(self, person: User, times: Times) -> None:
        self.times = times
        self.client = Client(enforce_csrf_checks=True, **ON_THIS_MACHINE)
        self.client.handler = HANDLER
        self.client.force_login(person)
        self.client.cookies["csrftoken"] = TOKEN

    def get(self, name: str, address: str) -> HttpResponse:
        return self._timed(name, 200, lambda: self.client.get(address))

    def post(
        self,
        name: str,
        address: str,
        data: dict[str, Any],
        *,
        answer: int = 302,
        **extra: str,
    ) -> HttpResponse:
        return self._timed(
            name,
            answer,
            lambda: self.client.post(address, data, HTTP_X_CSRFTOKEN=TOKEN, **extra),
        )

    def _timed(
        self, name: str, answer: int, ask: Callable[[], HttpResponse]
    ) -> HttpResponse:
        with timed(self.times, name):
            response = ask()
        if response.status_code != answer:
            raise RuntimeError(f"{name} answers {response.status_code}.")
        return response


def measure(scenes: int, make: Callable[[int], ScenarioPage], trainer: User) -> Times:
    """Everything at one size; milliseconds in the order in which they were measured."""
    times: Times = defaultdict(list)
    author = Visitor(trainer, times)
    pages = [make(number) for number in range(PAGES)]
    page = pages[0]
    _checks(page, scenes, times)
    _map(author, page)
    for one in pages:
        _publish(author, one, "publish, for the first time")
    _writing(author, page)
    for number in range(PAGES):
        _save(author, page, number, "save a scene")
        _publish(author, page, "publish, one scene changed")
    _playing(page, times)
    return times


def _checks(page: ScenarioPage, scenes: int, times: Times) -> None:
    story = page.story_in(page.draft_content)
    tangled = a_story(scenes, flags=MOST_FLAGS)
    tasks = {
        "check": lambda: check(story),
        f"check, {MOST_FLAGS} flags": lambda: check(tangled),
        "check and advise": lambda: (check(story), advise(story)),
        "reading time": lambda: reading_time(story),
    }
    for name, task in tasks.items():
        for _ in range(REPEATS):
            with timed(times, name):
                task()
    if found := check(story):
        raise RuntimeError(f"The story is not sound: {found[0]}")


def _map(author: Visitor, page: ScenarioPage) -> None:
    for _ in range(REPEATS):
        author.get("map", reverse("dilemmas_map", args=[page.pk]))


def _publish(author: Visitor, page: ScenarioPage, name: str) -> None:
    author.post(name, reverse("dilemmas_publish", args=[page.pk]), {})
    page.refresh_from_db()
    if not page.live or page.has_unpublished_changes:
        raise RuntimeError("It was not published.")


def _writing(author: Visitor, page: ScenarioPage) -> None:
    for number in range(REPEATS):
        author.get("open a scene", _scene_address(page, number))
        _save(author, page, number, "save a scene")
    latest = ""
    for _ in range(REPEATS):
        answer = _save(author, page, 0, "save by itself", replaces=latest or "0")
        latest = str(answer.json()["revision_id"])


def _rows(page: ScenarioPage) -> list[dict[str, Any]]:
    """The scenes of the draft: one after another, from all over the story."""
    return list(ScenarioPage.objects.get(pk=page.pk).draft_content["scenes"])


def _at(page: ScenarioPage, number: int) -> dict[str, Any]:
    rows = _rows(page)
    return rows[number * len(rows) // (REPEATS + 1)]


def _scene_address(page: ScenarioPage, number: int) -> str:
    return reverse("dilemmas_scene", args=[page.pk, _at(page, number)["key"]])


def _save(
    author: Visitor, page: ScenarioPage, number: int, name: str, *, replaces: str = ""
) -> HttpResponse:
    """Send the form of a scene with another text; ``replaces``: as it saves itself."""
    data = _form(page, _at(page, number))
    address = _scene_address(page, number)
    if not replaces:
        return author.post(name, address, data)
    data["overwrite_revision_id"] = replaces
    return author.post(name, address, data, answer=200, HTTP_ACCEPT="application/json")


def _form(page: ScenarioPage, row: dict[str, Any]) -> dict[str, Any]:
    names = {scene["key"]: scene["title"] for scene in _rows(page)}
    choices = [
        {
            "id": "",
            "key": one["key"],
            "text": one["text"],
            "target": names[one["target"]],
            "target-was": one["target"],
            "target-named": names[one["target"]],
            "consequence": one["consequence"],
            "later_consequence": "",
            "later_at": "",
            **_each("effects", one, "value", "direction", ["+", "-"]),
            **_each("condition", one, "flag", "on", [True, False]),
            **_each("sets", one, "flag", "on", [True, False]),
        }
        for one in row["choices"]
    ]
    kept = ("title", "kind", "when", "where", "act", "where_to_turn")
    return nested_form_data(
        {
            "read_as": operations.fingerprint(row),
            **{name: row[name] for name in kept},
            **({"is_start": "on"} if row["is_start"] else {}),
            "facilitator_notes": "",
            "body": streamfield([("text", rich_text(a_text(Random())))]),  # noqa: S311
            "stakeholders": streamfield([("stakeholder", "Nadia")]),
            "reflection": streamfield(
                [("question", "Wat neem je mee?")] if row["kind"] == "ending" else []
            ),
            "prompts": streamfield([]),
            "expert_views": streamfield([]),
            "articles": streamfield([]),
            "choices": inline_formset(choices, initial=0),
        }
    )


def _each(
    field: str, choice: dict[str, Any], called: str, state: str, states: list[Any]
) -> dict[str, str]:
    """What the selects of a field send, one for each value or flag."""
    entries = choice[field]
    if isinstance(entries, str):
        entries = json.loads(entries)
    return {f"{field}-{one[called]}": str(states.index(one[state])) for one in entries}


def _playing(page: ScenarioPage, times: Times) -> None:
    begin = reverse("dilemmas:begin", args=[page.translation_key])
    for _ in range(LEARNERS):
        learner = Visitor(MandateFactory().person, times)
        answer = learner.post("begin a play", begin, {})
        there = urlsplit(answer["Location"]).path
        for _ in range(STEPS):
            _step(learner, there)
    late = MandateFactory().person
    play = operations.begin(late, page)
    walked = _walk_on(play)
    learner = Visitor(late, times)
    there = reverse("dilemmas:play", args=[play.key])
    for _ in range(STEPS):
        _step(learner, there, ", late")
    if Play.objects.get(pk=play.pk).steps_made != walked + STEPS:
        raise RuntimeError("A step was not taken.")


def _step(learner: Visitor, there: str, when: str = "") -> None:
    html = learner.get(f"a scene of a play{when}", there).content.decode()
    hidden = re.findall(r'type="hidden" name="(number|form_key)" value="([^"]+)"', html)
    choice = re.findall(r'name="choice" value="([^"]+)"', html)[0]
    learner.post(f"a step{when}", there, {**dict(hidden), "choice": choice})


def _walk_on(play: Play) -> int:
    """By first choices, which lead through all scenes, to some steps before the end."""
    steps = max(0, len(play.version.compiled.content["order"]) - 3 - STEPS)
    for number in range(1, steps + 1):
        scene = play.version.compiled.scene(str(play.scene))
        operations.choose(
            play.learner,
            play.pk,
            number=number,
            choice=UUID(scene["choices"][0]["key"]),
            form_key=uuid4(),
        )
        play.refresh_from_db(fields=["scene"])
    return steps


def main() -> dict[str, dict[int, list[tuple[float, float]]]]:
    for factory in (UserFactory, EntityFactory):
        factory.reset_sequence(10_000)  # content.py numbered from nought
    umbrella, trainer = a_trainer()
    lines: dict[str, dict[int, list[tuple[float, float]]]] = defaultdict(dict)
    gc.freeze()  # as the server does with what it loaded
    for scenes in SIZES:
        times = measure(
            scenes,
            lambda number, n=scenes: a_draft(umbrella, trainer, n, number),
            trainer,
        )
        for name, measured in times.items():
            lines[name][scenes] = measured
    return lines


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(main()), encoding="utf-8")
