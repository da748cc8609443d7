"""Statements in words, in Dutch: what was done, to what, and what came of it."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
from django.utils import translation

from lms.xapi import vocabulary
from lms.xapi.admin.wording import in_words
from lms.xapi.models import StoredStatement
from lms.xapi.recording import record
from lms.xapi.statements import Interaction
from tests.xapi import samples

pytestmark = pytest.mark.django_db


def stored(content, **fields):
    """A statement as it could have come from outside; unsaved but for what refers to it."""
    return StoredStatement(payload=json.dumps(content), pk=1, **fields)


def words(content, language="nl", **fields):
    with translation.override(language):
        return in_words([stored(content, **fields)])[1]


def said(verb, **properties):
    return {
        "actor": {"account": {"homePage": samples.HOME, "name": "8f3c"}},
        "verb": {"id": verb.iri} if isinstance(verb, vocabulary.Verb) else verb,
        "object": {
            "id": samples.COURSE.iri,
            "definition": {"name": {"nl": "Geschenken", "en": "Gifts"}},
        },
    } | properties


@pytest.mark.parametrize(
    ("verb", "dutch", "english"),
    [
        (vocabulary.LAUNCHED, "opende", "launched"),
        (vocabulary.PASSED, "slaagde voor", "passed"),
        (vocabulary.FAILED, "slaagde niet voor", "failed"),
        (vocabulary.CERTIFIED, "behaalde het certificaat", "was certified in"),
        (
            vocabulary.REVOKED,
            "is niet langer houder van het certificaat",
            "no longer holds the certificate",
        ),
        (vocabulary.PLAYED, "speelde", "played"),
    ],
)
def test_every_verb_reads_in_both_languages_even_without_a_display(
    verb, dutch, english
):
    assert words(said(verb)) == f"8f3c {dutch} “Geschenken”"
    assert words(said(verb), "en") == f"8f3c {english} “Gifts”"


def test_a_verb_of_somebody_else_reads_as_they_say_it():
    other = {"id": "https://example.com/verbs/skimmed", "display": {"en": "skimmed"}}
    english_only = {"id": vocabulary.PASSED.iri, "display": {"en-US": "passed"}}

    assert words(said(other)) == "8f3c skimmed “Geschenken”"
    assert words(said({"id": other["id"]})) == "8f3c skimmed “Geschenken”"
    assert words(said(english_only)) == "8f3c slaagde voor “Geschenken”"


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({"score": {"raw": 9, "max": 10}, "success": True}, "9 op 10, geslaagd"),
        (
            {"score": {"scaled": 0.825}, "success": False},
            "score 82\u00a0%, niet geslaagd",
        ),
        ({"score": {"raw": 4}}, "score 4"),
        ({"extensions": {vocabulary.PROGRESS: 50}}, "50\u00a0%"),
        ({"completion": True}, ""),
        ({"score": {}}, ""),
        ({"extensions": {vocabulary.PROGRESS: "half"}}, ""),
    ],
)
def test_what_came_of_it_stands_behind(result, told):
    expected = "8f3c slaagde voor “Geschenken”" + (f" ({told})" if told else "")

    assert words(said(vocabulary.PASSED, result=result)) == expected


def test_an_answer_reads_as_the_words_of_the_options():
    question = samples.statement(
        activity=samples.QUESTION, verb=vocabulary.ANSWERED
    ).to_json()
    answered = question | {"result": {"response": "a[,]b", "success": False}}

    assert words(answered) == (
        "8f3c beantwoordde “Wat doe je?” (antwoord: Terugsturen; Houden, niet geslaagd)"
    )
    typed = question | {"result": {"response": "iets anders"}}
    assert words(typed).endswith("(antwoord: iets anders)")


def test_pairs_read_as_the_words_of_both():
    activity = replace(
        samples.QUESTION,
        interaction=Interaction(
            type="matching",
            choices=(("1", "Twijfel"), ("2", "Fraude")),
            targets=(("a", "Leidinggevende"), ("b", "Meldpunt")),
        ),
    )
    question = samples.statement(activity=activity, verb=vocabulary.ANSWERED).to_json()
    answered = question | {"result": {"response": "1[.]a[,]2[.]b"}}

    assert words(answered).endswith(
        "(antwoord: Twijfel – Leidinggevende; Fraude – Meldpunt)"
    )


def test_what_was_voided_says_so():
    assert words(said(vocabulary.PASSED), voided=True).endswith("(ongeldig verklaard)")


def voiding(target):
    return said(
        {"id": vocabulary.VOIDED_IRI, "display": {"en-US": "voided"}},
        object={"objectType": "StatementRef", "id": str(target)},
    )


def test_a_voiding_statement_says_in_words_what_it_voids():
    target = samples.statement()
    record(target)

    assert words(voiding(target.id)) == (
        "8f3c verklaarde ongeldig het statement “8f3c voltooide \u2018Geschenken\u2019”"
    )


def test_a_reference_to_what_is_not_here_keeps_its_id():
    unknown = UUID("16fd2706-8baf-433b-82eb-8c7fada847da")

    assert words(voiding(unknown)).endswith(f"het statement “{unknown}”")


@pytest.mark.parametrize("count", [1, 12])
def test_all_references_of_a_page_cost_one_query(django_assert_num_queries, count):
    targets = [samples.statement() for _ in range(count)]
    record(*targets)
    page = [
        StoredStatement(payload=json.dumps(voiding(one.id)), pk=number)
        for number, one in enumerate(targets)
    ]

    with django_assert_num_queries(1):
        assert len(in_words(page)) == count


def test_a_sub_statement_and_an_agent_read_too():
    planned = said(vocabulary.COMPLETED) | {"objectType": "SubStatement"}
    intends = {"id": "https://example.com/verbs/planned", "display": {"nl": "plant"}}
    agent = {"objectType": "Agent", "mbox": "mailto:noor@voorbeeld.test"}

    assert words(said(intends, object=planned)) == (
        "8f3c plant 8f3c voltooide “Geschenken”"
    )
    assert "noor" not in words(said(intends, object=agent))
    assert words(said(intends, object=agent)) == "8f3c plant …"
