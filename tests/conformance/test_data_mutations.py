"""What the specification shows is valid; each single mutation of it is not."""

import collections

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.xapi.statements import Version, fingerprint, validate
from lms.xapi.statements.indexing import findings
from lms.xapi.statements.presenting import as_ids
from tests.xapi import samples

from . import building as b
from .breaking import breaks
from .deterministic import DETERMINISTIC
from .examples import read
from .generating import valid

STATEMENTS = read("statements")
OBJECTS = read("objects")
DEFINITIONS = read("definitions")
SHOWN = (
    STATEMENTS
    | {f"object is {name}": b.statement(object=one) for name, one in OBJECTS.items()}
    | {
        name: b.statement(object=b.ACTIVITY | {"definition": one})
        for name, one in DEFINITIONS.items()
    }
    | {"signed": read("signed")["statement"]}
)
LARGE = settings(DETERMINISTIC, max_examples=20)


@b.in_both
@pytest.mark.parametrize("name", SHOWN)
def test_what_the_specification_shows_is_valid(name, version):
    assert validate(SHOWN[name], version) == []


def test_what_two_adds_is_valid_in_two_alone():
    assert validate(read("two"), Version.TWO) == []
    assert b.paths(read("two"), Version.ONE) == [
        "$.context.contextAgents",
        "$.context.contextGroups",
        "$.version",
    ]


@b.in_both
@pytest.mark.parametrize("name", SHOWN)
def test_each_single_mutation_of_it_is_refused(name, version):
    whole = SHOWN[name]

    for one in breaks(whole, "statement", version):
        assert validate(one.of(whole), version), str(one)


def test_each_single_mutation_of_what_two_adds_is_refused():
    whole = read("two")
    kinds = collections.Counter()

    for one in breaks(whole, "statement", Version.TWO):
        assert validate(one.of(whole), Version.TWO), str(one)
        kinds[one.name] += 1

    assert {"null", "case of a key", "required property gone", "unknown property",
            "second identifier", "no identifier"} < kinds.keys()  # fmt: skip
    assert kinds.total() > 250


@b.in_both
def test_generated_statements_are_valid_and_their_mutations_are_not(version):
    @LARGE
    @given(valid("statement", version))
    def judged(whole):
        assert validate(whole, version) == []
        for one in breaks(whole, "statement", version):
            assert validate(one.of(whole), version), str(one)

    judged()


@b.in_both
def test_generated_statements_are_compared_found_and_shown(version):
    @LARGE
    @given(valid("statement", version))
    def used(whole):
        found = findings(whole)
        shown = as_ids(whole)

        assert fingerprint(whole) == fingerprint(dict(reversed(whole.items())))
        assert validate(shown, version) == []
        assert findings(shown).direct_agents <= found.direct_agents
        assert findings(shown).related_agents <= found.related_agents
        assert findings(shown).related_activities == found.related_activities

    used()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


@DETERMINISTIC
@given(st.data(), st.sampled_from(Version))
def test_any_value_anywhere_is_judged_without_an_exception(data, version):
    whole = samples.from_outside()
    path = data.draw(st.sampled_from([*_paths(whole)]))

    validate(samples.changed(path, data.draw(json_values)), version)


@DETERMINISTIC
@given(json_values, st.sampled_from(Version))
def test_any_json_is_judged_without_an_exception(value, version):
    validate(value, version)


def _paths(value, prefix=""):
    entries = (
        enumerate(value)
        if isinstance(value, list)
        else value.items()
        if isinstance(value, dict)
        else ()
    )
    for name, item in entries:
        # Extension keys hold dots, so a path cannot say them.
        if "." in str(name):
            continue
        path = f"{prefix}{name}"
        yield path
        yield from _paths(item, f"{path}.")
