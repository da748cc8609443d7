"""The eight dilemmas of the demo: whole, playable, and written out to the end."""

import re

import pytest

from cms_site.demo.describing import Vocabulary
from cms_site.demo.organisation import load_terms
from cms_site.demo.reading import read_all
from cms_site.demo.scenarios import load_values, scenario
from dilemmas.graph import Graph, advise, check, compile_story, reading_time, walk
from dilemmas.models import DilemmaIndexPage
from lms.organisation.models import IntegrityRole

FILES = {data["slug"]: data for data in read_all("scenarios")}
BASKET = "de-mand-van-de-leverancier"

# The seven steps of the moral weighing and the test after them (domain.md, section 7).
STEPS = {
    "1 facts": r"aan de hand|weet je|zie je|[Ff]eiten|Wat wil|hoor je|gebeurd",
    "2 dilemma": r"dilemma",
    "3 stakeholders": r"op het spel|betrokken",
    "4 who decides": r"beslis",
    "5 options": r"[Mm]ogelijkheden",
    "6 arguments": r"argumenten",
    "7 decision": r"besluit je|beperk je de schade",
    "test": r"uitleggen|[Zz]ou je|[Zz]ou jij|wat zou jij",
}


@pytest.fixture
def words(db):
    """The terms, roles and values that the files name."""
    load_terms()
    load_values()
    for slug in {slug for data in FILES.values() for slug in data["roles"]}:
        IntegrityRole.objects.get_or_create(slug=slug, defaults={"name": slug})
    return Vocabulary()


@pytest.fixture(params=FILES)
def data(request):
    """One of the eight files."""
    return FILES[request.param]


def ways_of(graph):
    """Every way from the start to an ending, as the keys of its choices."""
    open_ways = [()]
    while open_ways:
        way = open_ways.pop()
        here = walk(graph, way)[-1]
        if not here.offered:
            yield way
        open_ways += [(*way, choice["key"]) for choice in here.offered]


def test_there_are_eight():
    assert len(FILES) == 8


def test_each_can_be_published_and_needs_no_advice(data, words):
    story = scenario(data, words).story

    findings = check(story)

    assert (list(findings), findings.is_estimate) == ([], False)
    assert advise(story) == []


def test_each_is_as_long_and_as_branched_as_it_should_be(data):
    scenes = data["scenes"]
    real = [scene for scene in scenes if len(scene.get("choices", ())) > 1]

    assert len(scenes) >= 12
    assert len(real) >= 3
    assert sum(scene["kind"] == "ending" for scene in scenes) >= 2
    for scene in real:
        assert scene["facilitator_notes"], scene["key"]
        assert scene["prompts"], scene["key"]


def test_each_ending_adds_something_of_its_own(data):
    for scene in data["scenes"]:
        if scene["kind"] == "ending":
            assert 1 <= len(scene["expert_views"]) <= 2, scene["key"]
            assert all(scene[name] for name in ("articles", "where_to_turn"))
            voices = [*scene["expert_views"], *data["expert_views"]]
            functions = {voice["function"] for voice in voices}
            assert len(functions) == len(voices), scene["key"]


def test_the_steps_of_the_weighing_are_all_there_but_not_everywhere(data):
    prompts = [prompt for scene in data["scenes"] for prompt in scene["prompts"]]

    missing = {
        step
        for step, words in STEPS.items()
        if not any(re.search(words, prompt) for prompt in prompts)
    }

    assert missing == set()
    assert max(len(scene["prompts"]) for scene in data["scenes"]) <= 3


def test_earlier_choices_come_back(data, words):
    story = scenario(data, words).story
    late = [c for scene in story.scenes for c in scene.choices if c.later]
    graph = Graph(compile_story(story))

    heard = {
        (stop.scene, made["key"])
        for way in ways_of(graph)
        for stop in walk(graph, way)
        for made in stop.told
    }

    assert 2 <= len(late) <= 4
    assert heard == {(choice.later_at, choice.key) for choice in late}


def test_what_a_story_remembers_matters_in_most_of_them(words):
    stories = [scenario(data, words).story for data in FILES.values()]
    asking = [
        story
        for story in stories
        if any(c.condition for scene in story.scenes for c in scene.choices)
    ]

    assert len(asking) >= 3
    for story in asking:  # each thing remembered is asked for somewhere
        asked = {
            state.flag
            for scene in story.scenes
            for choice in scene.choices
            for state in choice.condition
        }
        assert asked == set(story.flags)


def test_the_basket_is_the_one_of_the_domain(words):
    story = scenario(FILES[BASKET], words).story

    assert len(story.scenes) == 14
    assert sum(scene.is_ending for scene in story.scenes) == 2
    assert story.flags == {}
    assert reading_time(story) is not None


def test_the_module_is_not_needed_to_read_a_file(words):
    for data in FILES.values():
        scenario(data, words)

    assert not DilemmaIndexPage.objects.exists()
