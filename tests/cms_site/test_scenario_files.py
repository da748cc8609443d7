"""Scenario files as a trainer writes them by hand: what a wrong one answers."""

import shutil
from copy import deepcopy

import pytest
from django.core.management import CommandError, call_command

from cms_site.demo import loading, reading
from cms_site.demo.scenario_files import WrongScenario, faults, refuse_faults

FILE = {
    "slug": "de-doos",
    "values": ["openheid", "zorgplicht"],
    "remembers": ["Nadia weet ervan"],
    "scenes": [
        {
            "key": "N1",
            "choices": [
                {
                    "key": "K1",
                    "target": "N2",
                    "effects": [{"value": "openheid", "direction": "+"}],
                    "later_consequence": "Een maand later belt iemand.",
                    "later_at": "N3",
                    "sets": ["Nadia weet ervan"],
                },
                {"key": "K2", "target": "N3", "effects": []},
            ],
        },
        {
            "key": "N2",
            "choices": [
                {
                    "key": "K1",
                    "target": "N3",
                    "effects": [],
                    "only_if": ["Nadia weet ervan"],
                },
            ],
        },
        {"key": "N3"},
    ],
}


def a_file(scene=0, choice=0, **fields):
    """The file with fields of one choice changed; those that are ``None`` are gone."""
    data = deepcopy(FILE)
    changed = data["scenes"][scene]["choices"][choice]
    for name, value in fields.items():
        if value is None:
            del changed[name]
        else:
            changed[name] = value
    return data


def test_a_file_that_holds_together_has_no_faults():
    assert list(faults(FILE)) == []
    refuse_faults(FILE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (a_file(target="N9"), "N1, K1: target names no scene of this file: “N9”."),
        (a_file(later_at="N9"), "N1, K1: later_at names no scene of this file: “N9”."),
        (
            a_file(later_consequence=None),
            "N1, K1: later_consequence and later_at go together.",
        ),
        (a_file(later_at=None), "N1, K1: later_consequence and later_at go together."),
        (
            a_file(effects=[{"value": "openhied", "direction": "+"}]),
            "N1, K1: “openhied” is not among the values of this file.",
        ),
        (
            a_file(sets=["Nadia weet er van"]),
            "N1, K1: sets names what is not under remembers: “Nadia weet er van”.",
        ),
        (
            a_file(1, only_if=["Nadia wist ervan"]),
            "N2, K1: only_if names what is not under remembers: “Nadia wist ervan”.",
        ),
        (
            a_file(1, only_if_not=["Iets anders"]),
            "N2, K1: only_if_not names what is not under remembers: “Iets anders”.",
        ),
        (a_file(later_on="N3"), "N1, K1: “later_on” is no field of it."),
        (a_file(0, 1, key="K1"), "N1: choice “K1” stands there 2 times."),
    ],
)
def test_it_says_what_is_wrong_and_where(data, said):
    assert list(faults(data)) == [said]


def test_a_scene_is_looked_at_too():
    data = deepcopy(FILE)
    data["scenes"][2] = {"key": "N2", "facilitator_note": "Vraag wie zwijgt."}
    data["scenes"][0]["choices"][0]["later_at"] = "N1"
    data["scenes"][0]["choices"][1]["target"] = "N2"
    data["scenes"][1]["choices"][0]["target"] = "N1"

    assert list(faults(data)) == [
        "scene “N2” stands there 2 times.",
        "N2: “facilitator_note” is no field of it.",
    ]


def test_all_faults_are_told_at_once_with_the_name_of_the_file():
    data = a_file(target="N9", later_at=None)

    with pytest.raises(WrongScenario) as refused:
        refuse_faults(data)

    assert str(refused.value).splitlines() == [
        "scenarios/de-doos.toml:",
        "N1, K1: target names no scene of this file: “N9”.",
        "N1, K1: later_consequence and later_at go together.",
    ]


@pytest.mark.django_db
def test_the_command_says_it_and_loads_nothing(settings, monkeypatch, tmp_path):
    settings.DEMO = True
    content = tmp_path / "content"
    shutil.copytree(reading.CONTENT, content)
    monkeypatch.setattr(reading, "CONTENT", content)
    file = content / "scenarios" / "de-boze-post.toml"
    file.write_text(file.read_text().replace('later_at = "N9"', 'later_at = "N99"'))

    with pytest.raises(CommandError) as refused:
        call_command("demo")

    assert str(refused.value).splitlines() == [
        "scenarios/de-boze-post.toml:",
        "N1, K1: later_at names no scene of this file: “N99”.",
    ]
    assert not loading.is_loaded()
    assert loading.is_untouched()
