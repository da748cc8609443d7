"""Long words in titles may break where a reader would break them."""

import pytest

from lms.content.templatetags.campus import soft


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("Professionaliseringstraject", "Profes|siona|liserings|traject"),
        ("klokkenluidersregeling", "klok|kenlui|ders|regeling"),
        ("Toegankelijkheidsverklaring", "Toeganke|lijkheids|verklaring"),
        ("integriteitsbeleid", "integri|teits|beleid"),
    ],
)
def test_a_very_long_word_breaks_at_its_seams_and_syllables(word, broken):
    assert soft(word).replace("\N{SOFT HYPHEN}", "|") == broken


@pytest.mark.parametrize("title", ["Aanbod", "Vertrouwelijkheid"[:16], "A" * 40, ""])
def test_what_is_short_or_no_word_stays_as_it_was_written(title):
    assert soft(title) == title


def test_only_the_long_word_of_a_title_changes():
    title = "De klokkenluidersregeling: meldkanalen, bescherming en meer"

    assert soft(title).replace("\N{SOFT HYPHEN}", "") == title
    assert soft(title).endswith(": meldkanalen, bescherming en meer")
