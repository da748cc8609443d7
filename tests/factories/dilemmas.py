"""Scenarios and plays for tests, made through the real pages and operations."""

from copy import copy
from typing import Any
from uuid import UUID, uuid4

from wagtail.models import Locale, Page, Site

from dilemmas import operations
from dilemmas.enums import RESERVE
from dilemmas.models import (
    Choice,
    DilemmaIndexPage,
    Flag,
    Play,
    ScenarioPage,
    Scene,
    Value,
)
from dilemmas.operations import Outcome
from lms.accounts.models import User

from .accounts import UserFactory


def the_site() -> Site:
    """The site with its root page; a test that flushed the database has none left."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Locale.objects.get_or_create(language_code="nl")
        home = Page.objects.filter(depth=1).first() or Page.add_root(title="Root")
        home = home.add_child(instance=Page(title="Home", slug="home"))
        site = Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True
        )
    return site


def an_umbrella(*, slug: str = "dilemmas", publish: bool = True) -> DilemmaIndexPage:
    """The module of dilemmas, below the root page of the site."""
    umbrella = DilemmaIndexPage(title="Dilemma’s in leiderschap", slug=slug)
    the_site().root_page.add_child(instance=umbrella)
    if publish:
        umbrella.save_revision().publish()
    return umbrella


def a_scene(title: str, *ways: tuple, kind: str = "dilemma", **fields) -> Scene:
    """A scene; ``ways`` are (text, key of the target) or (text, key, effects)."""
    if kind == "ending":
        fields.setdefault("reflection", [("question", "Wat neem je mee?")])
    scene = Scene(
        key=fields.pop("key", None) or uuid4(),
        title=title,
        kind=kind,
        body=[("text", f"<p>{fields.pop('text', 'Er gebeurt iets.')}</p>")],
        **fields,
    )
    scene.choices = [
        Choice(
            sort_order=number,
            text=way[0],
            target=way[1],
            consequence=f"Gevolg van {way[0]}",
            effects=way[2] if len(way) > 2 else [],
        )
        for number, way in enumerate(ways)
    ]
    return scene


def fork(*, middle: int = 0) -> list[Scene]:
    """The smallest dilemma: a choice between two ways, ``middle`` scenes, two endings."""
    left, right, heads = uuid4(), uuid4(), [uuid4() for _ in range(middle)]
    effects = [
        {"value": "openheid", "direction": "+"},
        {"value": "collegialiteit", "direction": "-"},
    ]
    first = heads[0] if heads else left
    scenes = [
        a_scene(
            "De mand",
            ("Ik zeg het meteen.", first, effects),
            ("Ik zwijg.", right),
            is_start=True,
            when="Donderdag",
            where="Onthaal",
        )
    ]
    for number, key in enumerate(heads):
        onward = heads[number + 1] if number + 1 < middle else left
        scenes.append(
            a_scene(
                f"Midden {number}",
                ("Ik ga door.", onward),
                ("Ik stop.", right),
                key=key,
            )
        )
    scenes += [
        a_scene("Wat het kostte", kind="ending", key=left),
        a_scene("Wat het opleverde", kind="ending", key=right),
    ]
    for number, scene in enumerate(scenes):
        scene.sort_order = number
    return scenes


def remembering() -> dict[str, list]:
    """What a scenario that remembers is made of: flags and scenes.

    At the start one tells or hushes. Who told can ask in the middle; who hushed has one
    way on, and hears at the ending what came of it.
    """
    told = Flag(key=uuid4(), name="Nadia weet ervan")
    middle, end, other = uuid4(), uuid4(), uuid4()
    start = a_scene(
        "De gang",
        ("Ik vertel het.", middle, [{"value": "openheid", "direction": "+"}]),
        ("Ik zwijg.", middle),
        is_start=True,
    )
    tell, hush = start.choices.all()
    tell.sets = [{"flag": str(told.key), "on": True}]
    hush.later_consequence, hush.later_at = "Het lekt toch uit.", end
    then = a_scene("De nota", ("Ik ga door.", end), ("Ik vraag haar raad.", other))
    then.key = middle
    then.choices.all()[1].condition = [{"flag": str(told.key), "on": True}]
    scenes = [
        start,
        then,
        a_scene(
            "Het bleef stil",
            kind="ending",
            key=end,
            expert_views=[("expert", {"function": "Juriste", "view": "Zwijgen telt."})],
            articles=[("article", "Artikel 4: wie spreekt, is beschermd.")],
            where_to_turn="Je vertrouwenspersoon luistert.",
        ),
        a_scene("Ze wist raad", kind="ending", key=other),
    ]
    for number, scene in enumerate(scenes):
        scene.sort_order = number
    return {"flags": [told], "scenes": scenes}


def a_scenario(
    umbrella: DilemmaIndexPage | None = None,
    *,
    scenes: list[Scene] | None = None,
    publish: bool = True,
    **fields,
) -> ScenarioPage:
    """A scenario page, published unless told otherwise."""
    umbrella = umbrella or DilemmaIndexPage.objects.first() or an_umbrella()
    page = ScenarioPage(
        title=fields.pop("title", "De mand van de leverancier"),
        summary="Een mand op het onthaal.",
        duration_minutes=15,
        given="Een geschenk van een inschrijver weiger je.",
        expert_views=[
            ("expert", {"function": "Auditor", "view": "Noteer het."}),
            ("expert", {"function": "Leidinggevende", "view": "Praat eerst."}),
        ],
        **fields,
    )
    page.values = [
        Value.objects.get_or_create(slug=slug, defaults={"name": slug})[0]
        for slug in ("openheid", "collegialiteit")
    ]
    page.scenes = scenes if scenes is not None else fork()
    umbrella.add_child(instance=page)
    if publish:
        page.save_revision().publish()
        page = ScenarioPage.objects.get(pk=page.pk)
    return page


def take(play: Play, way: int = 0) -> Outcome:
    """Make the choice at place ``way`` in the scene where the play is."""
    play.refresh_from_db()
    choices = play.version.compiled.scene(str(play.scene))["choices"]
    return operations.choose(
        play.learner,
        play.pk,
        number=play.steps_made + 1,
        choice=UUID(choices[way]["key"]),
        form_key=uuid4(),
    )


def an_ended_play(page: ScenarioPage, *ways: int, learner: User | None = None) -> Play:
    """A play that went ``ways`` to its ending, and on by first choices if need be."""
    play = operations.begin(learner or UserFactory(), page)
    for way in ways or (0,):
        take(play, way)
    play.refresh_from_db()
    while play.ended_at is None:
        take(play)
        play.refresh_from_db()
    return play


def a_crowd(page: ScenarioPage, *ways: int, people: int = RESERVE) -> list[Play]:
    """So many people who ended by the same ``ways``: rows of one real play, made at once."""
    play = an_ended_play(page, *ways)
    steps = list(play.steps.all())
    learners = User.objects.bulk_create(UserFactory.build_batch(people - 1))
    participations = _copies(
        play.participation,
        [{"learner": one, "registration": uuid4()} for one in learners],
    )
    plays = _copies(
        play,
        [
            {"learner": one.learner, "participation": one, "key": uuid4()}
            for one in participations
        ],
    )
    for step in steps:
        _copies(step, [{"play": one, "form_key": uuid4()} for one in plays])
    return [play, *plays]


def _copies(row: Any, each: list[dict[str, Any]]) -> list[Any]:
    """Rows like this one, but for what ``each`` has of its own."""
    made = []
    for own in each:
        one = copy(row)
        one.pk, one._state.adding = None, True
        for name, value in own.items():
            setattr(one, name, value)
        made.append(one)
    return type(row).objects.bulk_create(made)
