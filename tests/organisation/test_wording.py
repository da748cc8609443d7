"""How names of roles read."""

import pytest

from lms.organisation.wording import within_a_sentence


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Contactpersoon integriteit", "contactpersoon integriteit"),
        ("HR-verantwoordelijke", "HR-verantwoordelijke"),
        ("", ""),
    ],
)
def test_a_role_within_a_sentence_is_no_heading(name, within):
    assert within_a_sentence(name) == within
