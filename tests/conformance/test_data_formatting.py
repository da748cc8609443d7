"""Formatting requirements (part two, 2.2; IEEE 9274.1.1, 4.2.1)."""

from copy import deepcopy

import pytest

from lms.xapi.statements import InvalidStatement, check, validate
from tests.xapi import samples

from . import building as b

SAMPLE = samples.from_outside() | {
    "object": {
        "objectType": "SubStatement",
        **{
            name: part
            for name, part in samples.from_outside().items()
            if name not in {"id", "stored", "authority", "version"}
        },
    },
}
for _name in ("revision", "platform"):
    del SAMPLE["context"][_name]

# An extension may hold anything; a language map has no fixed properties.
FREE = {"extensions", "display", "name", "description"}


def objects(value, steps=()):
    """Every object with fixed properties in ``value``, as the steps that lead to it."""
    if isinstance(value, dict):
        yield steps
        for name, item in value.items():
            if name not in FREE:
                yield from objects(item, (*steps, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from objects(item, (*steps, number))


OBJECTS = [*objects(SAMPLE)]


def part(whole, steps):
    for step in steps:
        whole = whole[step]
    return whole


PROPERTIES = [(*steps, name) for steps in OBJECTS for name in part(SAMPLE, steps)]


def spelled(steps):
    return "$" + "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps
    )


@b.in_both
def test_the_sample_is_valid(version):
    assert validate(SAMPLE, version) == []
    assert len(PROPERTIES) > 100


@b.in_both
def test_an_unknown_property_is_refused_in_every_object(version):
    for steps in OBJECTS:
        whole = deepcopy(SAMPLE)
        part(whole, steps)["iets"] = "x"

        assert f"{spelled(steps)}.iets" in b.paths(whole, version)


@b.in_both
@pytest.mark.parametrize("wrong", [None, 12345.5, [None]], ids=repr)
def test_null_and_another_type_are_refused_in_every_property(wrong, version):
    for steps in PROPERTIES:
        value = wrong
        if isinstance(part(SAMPLE, steps), (int, float)) and value == 12345.5:
            value = "12345"  # a number as a string
        whole = deepcopy(SAMPLE)
        part(whole, steps[:-1])[steps[-1]] = value

        where = spelled(steps)
        found = b.paths(whole, version)
        assert any(path.startswith(where) for path in found), where


@b.in_both
def test_the_case_of_every_key_counts(version):
    for *before, name in PROPERTIES:
        whole = deepcopy(SAMPLE)
        holder = part(whole, before)
        changed = name.upper()
        holder[changed] = holder.pop(name)

        assert f"{spelled(before)}.{changed}" in b.paths(whole, version)


@b.in_both
@pytest.mark.parametrize("name", ["actor", "verb", "object"])
def test_a_statement_has(name, version):
    assert b.paths(b.statement(**{name: b.ABSENT}), version) == [f"$.{name}"]
    assert b.paths(b.substatement(**{name: b.ABSENT}), version) == [f"$.object.{name}"]


@b.in_both
@pytest.mark.parametrize(
    "value", [None, [], "x", 1, True, {}, [b.statement()], b.AGENT], ids=repr
)
def test_what_is_no_statement_is_refused(value, version):
    assert validate(value, version)


@b.in_both
def test_properties_may_stand_in_any_order_and_objects_may_be_empty(version):
    whole = b.statement(result={}, context={}, attachments=[])

    assert validate(dict(reversed(whole.items())), version) == []


@b.in_both
def test_every_problem_is_said_at_once(version):
    whole = b.statement(id="y", verb={"id": "x"}, result={"success": 1})

    with pytest.raises(InvalidStatement) as caught:
        check(whole, version)

    assert {problem.path for problem in caught.value.problems} == {
        "$.verb.id",
        "$.id",
        "$.result.success",
    }
    assert "$.verb.id: must be an IRI" in str(caught.value)


def test_a_message_stays_short_whatever_is_wrong():
    whole = b.statement(**{f"x{number}" * 100_000: 1 for number in range(30)})

    with pytest.raises(InvalidStatement) as caught:
        check(whole)

    assert len(caught.value.problems) == 30
    assert len(str(caught.value)) < 10_000
    assert str(caught.value).endswith("and 10 more")
