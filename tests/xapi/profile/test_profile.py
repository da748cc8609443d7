"""Our profile is valid, says all that the vocabulary has, and is served at its IRI."""

from copy import deepcopy
from typing import Any

import pytest

from lms.xapi import vocabulary

from .matching import FILE, found_at, the_profile
from .rules import problems

OURS = f"{vocabulary.PROFILE_HOME}{vocabulary.PROFILE_PATH}"


def test_it_is_valid():
    assert problems(the_profile()) == []


def broken(*path: Any, value: Any = ...) -> dict[str, Any]:
    profile = deepcopy(the_profile())
    part: Any = profile
    for step in path[:-1]:
        part = part[step]
    if value is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return profile


@pytest.mark.parametrize(
    "change",
    [
        (("id",), ...),
        (("prefLabel",), {}),
        (("definition", "nl"), ""),
        (("conformsTo",), "https://w3id.org/xapi/profiles"),
        (("author", "type"), "Group"),
        (("author", "mail"), "x"),
        (("versions", 0, "id"), OURS),
        (("versions", 0, "generatedAtTime"), "2026-11-25"),
        (("concepts", 0, "inScheme"), OURS),
        (("concepts", 0, "type"), "Word"),
        (("concepts", 0, "related"), [OURS]),
        (("templates", 0, "verb"), "registered"),
        (("templates", 0, "id"), f"{OURS}/verbs/revoked"),
        (("templates", 0, "rules", 0), {"location": "$.result"}),
        (("templates", 0, "rules", 0, "presence"), "needed"),
        (("templates", 0, "rules", 0, "location"), "$.a[?(@.b)]"),
        (("templates", 0, "objectStatementRefTemplate"), None),
    ],
    ids=str,
)
def test_the_rules_find_what_is_wrong(change):
    path, value = change
    assert problems(broken(*path, value=value)) != []


def iris(name: str) -> set[str]:
    """The IRIs of the vocabulary: its verbs, or its types and extensions."""
    constants = vars(vocabulary).values()
    verbs = {one.iri for one in constants if isinstance(one, vocabulary.Verb)}
    others = {one for one in constants if isinstance(one, str) and "://" in one} - {
        vocabulary.PROFILE_HOME,
        vocabulary.VIDEO_PROFILE,  # the category that a browser may name, of no template
        vocabulary.VOIDED_IRI,
    }
    return verbs if name == "verbs" else others


def said(value: Any) -> set[str]:
    """Every IRI that templates determine, demand or locate."""
    if isinstance(value, dict):
        return set().union(*map(said, value.values()))
    if isinstance(value, list):
        return set().union(*map(said, value))
    if not isinstance(value, str):
        return set()
    return {part for part in value.split("'") if part.startswith(("http:", "https:"))}


def test_profile_and_vocabulary_have_the_same_verbs_types_and_extensions():
    templates = the_profile()["templates"]
    verbs = {template["verb"] for template in templates}
    # Not what a template is called, nor the version it belongs to.
    kept = [
        {k: v for k, v in t.items() if k not in {"id", "inScheme", "definition"}}
        for t in templates
    ]

    assert verbs == iris("verbs")
    assert said(kept) - verbs == iris("others")


def test_only_what_is_ours_is_defined():
    defined = {one["id"] for one in the_profile()["concepts"]}

    assert defined == {
        iri for iri in iris("verbs") | iris("others") if iri.startswith(OURS)
    }
    assert (
        vocabulary.profile_version(vocabulary.PROFILE_HOME)
        == (the_profile()["versions"][0]["id"])
    )


def test_everything_has_a_dutch_and_an_english_label():
    profile = the_profile()
    for one in (profile, *profile["concepts"], *profile["templates"]):
        assert {*one["prefLabel"]} == {*one["definition"]} == {"nl", "en"}, one["id"]


def test_every_path_that_the_templates_name_can_be_followed():
    for template in the_profile()["templates"]:
        for rule in template["rules"]:
            for path in rule["location"].split("|"):
                assert found_at(path.strip(), {}) in ([], [{}])
    assert FILE.name == "xapi-profile.jsonld"
