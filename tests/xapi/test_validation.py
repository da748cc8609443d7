"""The validator accepts what the specification shows and refuses each single mutation."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi.statements import InvalidStatement, check, formats, validate
from lms.xapi.statements.validation import validate_agent

from . import samples

MAIL = "mailto:noor@voorbeeld.test"


def test_accepts_a_statement_with_every_property():
    assert validate(samples.from_outside()) == []


def test_accepts_the_least_there_can_be():
    assert (
        validate(
            {
                "actor": {"mbox": MAIL},
                "verb": {"id": "http://adlnet.gov/expapi/verbs/created"},
                "object": {"id": "http://example.adlnet.gov/xapi/example/activity"},
            }
        )
        == []
    )


ACCEPTED = {
    "no result": ("result", ...),
    "extensions without entries": ("result.extensions", {}),
    "null inside an extension": ("result.extensions", {"http://x.example/e": None}),
    "a context activity in an array": (
        "context.contextActivities.category",
        [{"id": "https://example.com/c"}],
    ),
    "a group as instructor": (
        "context.instructor",
        {"objectType": "Group", "mbox": MAIL},
    ),
    "weeks": ("result.duration", "P4W"),
    "years to seconds": ("result.duration", "P3Y1M29DT4H35M59.14S"),
    "a whole number as score": ("result.score", {"scaled": 1}),
    "an attachment without a file": ("attachments.0.fileUrl", ...),
    "another patch version": ("version", "1.0.9"),
    "a timestamp in basic offset": ("timestamp", "2013-05-18T05:32:34+0200"),
    "an OAuth authority": (
        "authority",
        {
            "objectType": "Group",
            "member": [
                {"account": {"homePage": "https://x.example", "name": "app"}},
                {"mbox": MAIL},
            ],
        },
    ),
    "a reference as object": (
        "context",
        {"registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7"},
    ),
    "correct responses of nobody": (
        "object.definition.correctResponsesPattern",
        [],
    ),
}


@pytest.mark.parametrize(("path", "value"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_accepts(path, value):
    assert validate(samples.changed(path, value)) == []


# What is changed, to what, and where the problem is said to be.
REFUSED = [
    ("actor", ..., "$.actor"),
    ("verb", ..., "$.verb"),
    ("object", ..., "$.object"),
    ("actor", None, "$.actor"),
    ("actor", "noor", "$.actor"),
    ("Actor", {"mbox": MAIL}, "$.Actor"),
    ("extra", 1, "$.extra"),
    ("id", "6690e6c9", "$.id"),
    ("id", "{6690e6c9-3ef0-4ed3-8b37-7f3964730bee}", "$.id"),
    ("id", 1, "$.id"),
    ("timestamp", "2013-05-18T05:32:34", "$.timestamp"),
    ("timestamp", "2013-05-18", "$.timestamp"),
    ("timestamp", "2013-02-30T05:32:34Z", "$.timestamp"),
    ("timestamp", "2013-05-18T05:32:34-00:00", "$.timestamp"),
    ("timestamp", "2013-05-18 05:32:34Z", "$.timestamp"),
    ("timestamp", 1368855154, "$.timestamp"),
    ("stored", "gisteren", "$.stored"),
    ("version", "1.1.0", "$.version"),
    ("version", "1.0.", "$.version"),
    ("version", "2.0.0", "$.version"),
    ("actor.objectType", "group", "$.actor.objectType"),
    ("actor.objectType", "Agent", "$.actor.member"),
    ("actor.mbox", MAIL, "$.actor"),
    ("actor.member", {"mbox": MAIL}, "$.actor.member"),
    (
        "actor.member.0",
        {"objectType": "Group", "mbox": MAIL},
        "$.actor.member[0].objectType",
    ),
    ("actor.member.0", {"name": "Noor"}, "$.actor.member[0]"),
    ("actor.member.0.mbox", "noor@voorbeeld.test", "$.actor.member[0].mbox"),
    ("actor.member.0.mbox", "mailto:noor", "$.actor.member[0].mbox"),
    ("actor.member.1.openid", "openid.example", "$.actor.member[1].openid"),
    ("actor.account.homePage", "example.com", "$.actor.account.homePage"),
    ("actor.account.name", ..., "$.actor.account.name"),
    ("actor.account.name", 7, "$.actor.account.name"),
    ("actor.account.extra", "x", "$.actor.account.extra"),
    ("actor.name", None, "$.actor.name"),
    ("actor", {"objectType": "Group", "name": "x"}, "$.actor.member"),
    ("actor", {"objectType": "Group", "member": []}, "$.actor.member"),
    ("verb.id", ..., "$.verb.id"),
    ("verb.id", "attended", "$.verb.id"),
    ("verb.id", "", "$.verb.id"),
    ("verb.display", "attended", "$.verb.display"),
    ("verb.display", {"a12345": "x"}, "$.verb.display.a12345"),
    ("verb.display", {"en-GB": 1}, "$.verb.display.en-GB"),
    ("verb.display", {"en-GB": None}, "$.verb.display.en-GB"),
    ("object.id", ..., "$.object.id"),
    ("object.id", "example", "$.object.id"),
    ("object.id", "https://exa mple.com", "$.object.id"),
    ("object.objectType", "activity", "$.object.objectType"),
    ("object.objectType", ["Activity"], "$.object.objectType"),
    ("object.definition.type", "meeting", "$.object.definition.type"),
    ("object.definition.moreInfo", "x", "$.object.definition.moreInfo"),
    ("object.definition.name", {"": "x"}, "$.object.definition.name."),
    ("object.definition.extensions", {"k": 1}, "$.object.definition.extensions.k"),
    ("object.definition.extensions", [], "$.object.definition.extensions"),
    (
        "object.definition.interactionType",
        "Choice",
        "$.object.definition.interactionType",
    ),
    ("object.definition.interactionType", ..., "$.object.definition.interactionType"),
    ("object.definition.interactionType", "choice", "$.object.definition.source"),
    ("object.definition.source.0.id", 1, "$.object.definition.source[0].id"),
    ("object.definition.source.0.id", ..., "$.object.definition.source[0].id"),
    (
        "object.definition.source",
        [{"id": "a"}, {"id": "a"}],
        "$.object.definition.source",
    ),
    ("object.definition.scale", [{"id": "a"}], "$.object.definition.scale"),
    (
        "object.definition.correctResponsesPattern",
        "a",
        "$.object.definition.correctResponsesPattern",
    ),
    (
        "object.definition.correctResponsesPattern",
        [1],
        "$.object.definition.correctResponsesPattern[0]",
    ),
    ("result", None, "$.result"),
    ("result.success", "true", "$.result.success"),
    ("result.completion", 1, "$.result.completion"),
    ("result.response", 1, "$.result.response"),
    ("result.duration", "1 uur", "$.result.duration"),
    ("result.duration", "P4W1D", "$.result.duration"),
    ("result.duration", "PT", "$.result.duration"),
    ("result.duration", "P", "$.result.duration"),
    ("result.duration", "P1.5Y2M", "$.result.duration"),
    ("result.duration", "P0001-01-01T00:00:00", "$.result.duration"),
    ("result.score.scaled", 1.1, "$.result.score.scaled"),
    ("result.score.scaled", -1.1, "$.result.score.scaled"),
    ("result.score.scaled", "0.9", "$.result.score.scaled"),
    ("result.score.scaled", True, "$.result.score.scaled"),
    ("result.score.raw", 11, "$.result.score.raw"),
    ("result.score.raw", -1, "$.result.score.raw"),
    ("result.score.min", 10, "$.result.score.min"),
    ("result.score.extra", 1, "$.result.score.extra"),
    ("result.extra", 1, "$.result.extra"),
    ("context.registration", "x", "$.context.registration"),
    ("context.team", {"mbox": MAIL}, "$.context.team.objectType"),
    ("context.instructor", {"name": "x"}, "$.context.instructor"),
    ("context.language", "e", "$.context.language"),
    ("context.language", "en_GB", "$.context.language"),
    ("context.platform", 1, "$.context.platform"),
    ("context.revision", None, "$.context.revision"),
    ("context.statement.objectType", ..., "$.context.statement.objectType"),
    ("context.statement.id", "x", "$.context.statement.id"),
    ("context.contextActivities.others", [], "$.context.contextActivities.others"),
    ("context.contextActivities.parent", "x", "$.context.contextActivities.parent"),
    (
        "context.contextActivities.parent",
        [{"objectType": "Agent", "mbox": MAIL}],
        "$.context.contextActivities.parent[0].objectType",
    ),
    ("attachments", {}, "$.attachments"),
    ("attachments.0.usageType", ..., "$.attachments[0].usageType"),
    ("attachments.0.display", ..., "$.attachments[0].display"),
    ("attachments.0.contentType", "text", "$.attachments[0].contentType"),
    ("attachments.0.length", "27", "$.attachments[0].length"),
    ("attachments.0.length", -1, "$.attachments[0].length"),
    ("attachments.0.length", 1.5, "$.attachments[0].length"),
    ("attachments.0.sha2", "abc", "$.attachments[0].sha2"),
    ("attachments.0.fileUrl", "x", "$.attachments[0].fileUrl"),
    (
        "authority",
        {"objectType": "Group", "member": [{"mbox": MAIL}]},
        "$.authority.member",
    ),
    ("verb.id", "http://adlnet.gov/expapi/verbs/voided", "$.object"),
    ("object", {"objectType": "Agent", "mbox": MAIL}, "$.context.revision"),
    ("object", {"objectType": "StatementRef", "id": "x"}, "$.object.id"),
    ("object", "https://example.com", "$.object"),
]


@pytest.mark.parametrize(
    ("path", "value", "where"),
    REFUSED,
    ids=[f"{path}={value!r:.30}" for path, value, _ in REFUSED],
)
def test_refuses_each_single_mutation_and_says_where(path, value, where):
    problems = validate(samples.changed(path, value))

    assert where in [problem.path for problem in problems]
    assert all(
        "(2." in problem.rule or "(4." in problem.rule for problem in problems
    ), "every rule cites its section"


def substatement(**changes):
    whole = samples.from_outside()
    inner = {name: whole[name] for name in ("actor", "verb", "object", "result")}
    inner["objectType"] = "SubStatement"
    whole["object"] = inner | changes
    for name in ("revision", "platform"):
        del whole["context"][name]
    return whole


def test_accepts_a_substatement():
    assert validate(substatement()) == []


@pytest.mark.parametrize("name", ["id", "stored", "version", "authority"])
def test_a_substatement_has_no(name):
    whole = substatement(**{name: samples.from_outside()[name]})

    assert f"$.object.{name}" in [problem.path for problem in validate(whole)]


def test_a_substatement_holds_no_other():
    whole = substatement(object=substatement()["object"])

    assert "$.object.object" in [problem.path for problem in validate(whole)]


def test_a_voiding_substatement_needs_a_reference_too():
    whole = substatement(verb={"id": "http://adlnet.gov/expapi/verbs/voided"})

    assert [problem.path for problem in validate(whole)] == ["$.object.object"]


@pytest.mark.parametrize(
    "value", [None, [], "x", 1, True, {}, [samples.from_outside()]], ids=repr
)
def test_what_is_no_statement_is_refused(value):
    assert validate(value)


def test_every_problem_is_said_at_once():
    whole = samples.changed("verb.id", "x") | {"id": "y", "result": {"success": 1}}

    with pytest.raises(InvalidStatement) as caught:
        check(whole)

    assert {problem.path for problem in caught.value.problems} == {
        "$.verb.id",
        "$.id",
        "$.result.success",
    }
    assert "$.verb.id: must be an IRI" in str(caught.value)


@pytest.mark.parametrize(
    ("agent", "valid"),
    [
        ({"mbox": MAIL}, True),
        ({"objectType": "Group", "mbox": MAIL}, True),
        ({"objectType": "Group", "member": [{"mbox": MAIL}]}, False),
        ({"mbox": MAIL, "openid": "https://x.example"}, False),
        ({}, False),
        ("x", False),
    ],
)
def test_an_agent_in_a_query_is_identified(agent, valid):
    assert (validate_agent(agent) == []) == valid


@pytest.mark.parametrize(
    "tag",
    ["nl", "nl-BE", "en-US", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1996", "es-419",
     "x-private", "en-a-bbb-x-ccc", "i-klingon", "und", "zh-cmn-Hans-CN"],
)  # fmt: skip
def test_language_tags(tag):
    assert formats.is_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "n", "nl_BE", "nl-", "-nl", "nl--BE", "abcdefghi", "nl-BE-BE", "één"]
)
def test_no_language_tags(tag):
    assert not formats.is_language_tag(tag)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.data())
def test_any_value_anywhere_is_judged_without_an_exception(data):
    whole = samples.from_outside()
    paths = list(_paths(whole))
    path = data.draw(st.sampled_from(paths))

    validate(samples.changed(path, data.draw(json_values)))


@given(json_values)
def test_any_json_is_judged_without_an_exception(value):
    validate(value)


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


@given(st.datetimes(timezones=st.timezones()))
def test_every_aware_moment_reads_back(moment):
    if moment.utcoffset().seconds % 60:
        return  # offsets of seconds are not ISO 8601
    text = moment.isoformat()
    read = formats.to_moment(text)

    assert read is None or read == datetime.fromisoformat(text)
