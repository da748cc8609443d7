"""Lists of people, as Excel and our own exports write them."""

import pytest

from certification.exceptions import UnreadableList
from certification.named import MOST_PEOPLE, named_in


@pytest.mark.parametrize(
    "content",
    [
        b"an@a.test\nVO-1\n",
        b"e-mail;naam\r\nan@a.test;An\r\nVO-1;Jan\r\n",
        b'naam,VO-ID\n"Peeters, An",an@a.test\nJan,VO-1\n',
        "\ufeffe-mailadres\tnaam\nan@a.test\tAn\n\n  \nVO-1\tJé\n".encode(),
        "naam;email\nJé;an@a.test\nAn;VO-1\n".encode("cp1252"),
        "email\nan@a.test\nVO-1\n".encode("utf-16"),
        b"persoon_id;naam\n'an@a.test;x\nVO-1;y",
    ],
)
def test_every_way_in_which_people_save_a_list(content):
    assert named_in(content) == ["an@a.test", "VO-1"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04", "Excel"),
        (b"\x00\x01\x02", "geen tekstbestand"),
        (b"e-mail\n\n", "staat niemand"),
        (b"", "staat niemand"),
        (b"a@a.test\n" * (MOST_PEOPLE + 1), "meer dan 5000"),
        (b'"' + b"x" * 140_000, "niet lezen als csv"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, why):
    with pytest.raises(UnreadableList, match=why):
        named_in(content)
