"""An attacker with everything but the link guesses no better than chance (decision 12).

The attacker: ``attack.attacker``; what it tries: ``attack.attempts``. The readers play De mand van de
leverancier, whose paths have three to seven steps, choosing as the dice fall, each at a
pace of their own: what leaks the length of a path is worth something, as the controls
show, which give the attacker what a careless log, record or release would hold.
"""

import dataclasses
import json
from random import Random

import pytest

from dilemmas.enums import BATCH, RESERVE
from dilemmas.models import ScenarioVersion
from lms.common import clock
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.filters import RecordFilter
from lms.reporting.operations import begin_export
from tests.dilemmas.attack.attacker import Attacker
from tests.dilemmas.attack.attempts import direct, linking, waiting
from tests.dilemmas.attack.marking import area, spread
from tests.dilemmas.attack.published import Published
from tests.dilemmas.attack.readers import play_one_a_day, the_demo_dilemma
from tests.reporting.people import an_agency
from tools.gunicorn_conf import NEVER_LOGGED

pytestmark = pytest.mark.django_db

CHANCE, MOST = 0.5, 0.55
SUREST, SURE = "direct: forms sent", 0.62  # the control, and what it must reach
TOLD_BY_FIVE = 0.7  # what five tell of each of the five, when it is known who they are


def as_the_product_keeps_it(log):
    """The lines that our server writes: none of a play, dated by the day."""
    return [
        dataclasses.replace(line, when=clock.start_of(clock.local_date(line.when)))
        for line in log
        if not line.path.startswith(NEVER_LOGGED)
    ]


def without_plays(log):
    """A log that leaves out the plays, and has the moments of what lies around them."""
    return [line for line in log if not line.path.startswith(NEVER_LOGGED)]


class World:
    """So many people who played, and the attacker as it would be with a given log."""

    def __init__(self, people: int, seed: int = 20240108) -> None:
        page, self.agency = the_demo_dilemma(), an_agency("DEMO-001")
        self.log, truths = play_one_a_day(page, self.agency, people, seed=seed)
        self.chosen = {str(truth.who): truth.chosen for truth in truths}
        graph = ScenarioVersion.objects.get().compiled
        self.published = Published(graph, Random(seed))  # noqa: S311

    def attacker(self, log) -> Attacker:
        return Attacker(self.published, log, self._export())

    def areas(self, attempts) -> dict[str, tuple[float, float]]:
        return {
            one.name: (area(one, self.chosen), spread(one, self.chosen))
            for one in attempts
        }

    def _export(self) -> list[dict]:
        export = begin_export(
            self.agency.hr,
            file_format=ExportFormat.JSONL,
            peildatum=clock.today(),
            filters=RecordFilter(),
            channel=Channel.PAGE,
        )
        return [json.loads(line) for line in b"".join(export).splitlines()]


def report(title: str, areas: dict[str, tuple[float, float]]) -> None:
    print(f"\n{title}")  # noqa: T201 (what a soak found is what it is run for)
    for name, (found, error) in sorted(areas.items(), key=lambda one: -one[1][0]):
        print(f"  {found:.3f} ± {error:.3f}  {name}")  # noqa: T201


@pytest.mark.soak
def test_who_chose_what_cannot_be_guessed_better_than_by_chance():
    world = World(people=1000)
    attacker = world.attacker(as_the_product_keeps_it(world.log))
    sizes = {len(release.pseudonyms) for release in attacker.releases}
    assert (sizes, len(attacker.releases)) == ({BATCH}, (1000 - RESERVE) // BATCH)

    areas = world.areas([*direct(attacker), *waiting(attacker), *linking(attacker)])
    report("With what the product keeps", areas)
    for title, log in {
        "With a log of everything": world.log,
        "With a log of what lies around plays, to the moment": without_plays(world.log),
    }.items():
        careless = world.attacker(log)
        leaks = world.areas([*direct(careless), *linking(careless)])
        report(title, leaks)
        assert max(found for found, _ in leaks.values()) > MOST

    assert max(found for found, _ in areas.values()) <= MOST
    # Chance would be told from what is not allowed.
    assert max(error for _, error in areas.values()) < (MOST - CHANCE) / 2


@pytest.mark.soak
def test_without_a_reserve_five_would_tell_of_each_of_the_five(monkeypatch):
    monkeypatch.setattr("dilemmas.operations.releasing.RESERVE", 0)
    world = World(people=150)
    attacker = world.attacker(as_the_product_keeps_it(world.log))

    areas = world.areas(waiting(attacker))
    report("If five were released as soon as five had ended", areas)

    assert min(found for found, _ in areas.values()) > TOLD_BY_FIVE


def test_whatever_tells_of_a_path_is_the_same_for_everybody():
    world = World(people=50)
    kept = world.attacker(as_the_product_keeps_it(world.log))
    careless = world.attacker(world.log)

    # The bytes hold the name and the date; the hour depends on when somebody began.
    own = {"bytes answered", "hour of completing"}
    for name, (_, values) in kept.features().items():
        assert name in own or len(set(values.values())) == 1, name
    assert len({len(steps) for steps in world.chosen.values()}) > 2
    # And that is no wonder of the attempts: with every request in the log they succeed.
    by_requests = next(one for one in direct(careless) if one.name == SUREST)
    assert area(by_requests, world.chosen) > SURE
