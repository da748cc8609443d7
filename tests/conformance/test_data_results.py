"""Results and scores (part two, 2.4.5; IEEE 9274.1.1, 4.2.2.4)."""

import pytest

from lms.xapi.statements import validate

from . import building as b


@b.at(b.RESULTS)
@pytest.mark.parametrize(
    "result",
    [
        {},
        {"success": True, "completion": False},
        {"response": ""},
        {"duration": "PT1H"},
        {"score": {}},
        {"extensions": {}},
    ],
    ids=str,
)
def test_a_result_may_have(place, version, result):
    assert validate(place.holding(result), version) == []


@b.at(b.RESULTS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("success", "true"),
        ("success", 1),
        ("completion", "false"),
        ("completion", 0),
        ("response", 1),
        ("response", ["x"]),
        ("score", 0.9),
        ("score", [0.9]),
        ("duration", 60),
        ("extensions", "x"),
        ("progress", 100),
    ],
)
def test_a_result_may_not_have(place, version, name, value):
    assert b.paths(place.holding({name: value}), version) == [f"{place}.{name}"]


@b.at(b.RESULTS)
@pytest.mark.parametrize("value", ["x", [], 1, True], ids=repr)
def test_a_result_is_an_object(place, version, value):
    assert b.paths(place.holding(value), version) == [str(place)]


@b.at(b.SCORES)
@pytest.mark.parametrize(
    "score",
    [
        {"scaled": 1},
        {"scaled": -1.0},
        {"scaled": 0},
        {"raw": -5},
        {"raw": 0, "min": 0, "max": 10},
        {"raw": 10, "min": 0, "max": 10},
        {"min": 1},
        {"max": 1},
        {"raw": 1e300, "max": 1e301},
        {"raw": 0.1, "min": -0.1},
    ],
    ids=str,
)
def test_a_score_within_its_bounds(place, version, score):
    assert validate(place.holding(score), version) == []


@b.at(b.SCORES)
@pytest.mark.parametrize(
    ("score", "where"),
    [
        ({"scaled": 1.0001}, "scaled"),
        ({"scaled": -1.0001}, "scaled"),
        ({"raw": 11, "max": 10}, "raw"),
        ({"raw": -1, "min": 0}, "raw"),
        ({"min": 10, "max": 10}, "min"),
        ({"min": 11, "max": 10}, "min"),
        ({"scaled": "1"}, "scaled"),
        ({"raw": "1"}, "raw"),
        ({"min": True}, "min"),
        ({"max": {}}, "max"),
        ({"percent": 90}, "percent"),
    ],
    ids=str,
)
def test_a_score_outside_them(place, version, score, where):
    assert b.paths(place.holding(score), version) == [f"{place}.{where}"]
