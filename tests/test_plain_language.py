"""The Dutch of the interface reads at B1, as far as a machine can tell."""

import pytest

from tools.messages import catalogues
from tools.plain_language import (
    LONGEST_SENTENCE,
    PASSIVE,
    measure,
    name_of,
    sentences_in,
    texts_of,
)

# Bounds that leave room, so that a drift shows and a single text does not.
MOST_WORDS_EACH = 12
MOST_LONG_WORDS = 4  # of a hundred words
MOST_PASSIVE = 8  # of a hundred sentences


@pytest.mark.parametrize("po", catalogues(), ids=name_of)
def test_the_interface_has_no_officialese_and_no_long_sentences(po):
    figures = measure(name_of(po), texts_of(po))

    if figures.findings:
        pytest.fail("\n".join(map(str, figures.findings)), pytrace=False)
    assert figures.words_per_sentence <= MOST_WORDS_EACH
    if figures.words > 500:
        assert figures.per_hundred(figures.long_words, figures.words) <= MOST_LONG_WORDS
        assert figures.per_hundred(figures.passives, figures.sentences) <= MOST_PASSIVE


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Informatie betreffende de les", "over"),
        ("Je dient dit eerst te lezen.", "moet"),
        ("Middels deze knop ga je verder.", "met"),
        ("Indien je stopt, blijft dit bewaard.", "als"),
        ("U bent ingeschreven.", "je, jouw (wij zeggen je)"),
    ],
)
def test_it_knows_words_of_officials_and_what_to_write(text, plain):
    (finding,) = measure("hier", [text]).findings

    assert plain in finding.advice


def test_it_leaves_plain_words_alone():
    assert (
        measure("hier", ["Het meldpunt dient om te melden. Uwe? Nee."]).findings == []
    )


def test_it_counts_words_of_sentences_and_a_value_as_one():
    text = "Lees <strong>%(title)s</strong> eerst, bv. thuis. Dan pas verder!"

    assert sentences_in(text) == [
        "Lees  waarde  eerst, bv thuis.",
        "Dan pas verder!",
    ]
    long = " ".join(["woord"] * (LONGEST_SENTENCE + 1)) + "."
    (finding,) = measure("hier", [long]).findings
    assert "make two of it" in finding.advice


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Je antwoord wordt meteen bewaard.", True),
        ("Wat er opgeslagen werd, blijft.", True),
        ("We bewaren je antwoord meteen.", False),
        ("Zo word je beter in gesprekken.", False),
    ],
)
def test_it_guesses_what_is_passive(text, passive):
    assert bool(PASSIVE.search(text)) is passive
