"""The pages of a long list: a few numbers, however many pages there are."""

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

GAP = "…"


def told(pages, number):
    """The numbers and gaps that a page of a list shows."""
    page = Paginator(range(pages), 1).get_page(number)
    html = render_to_string(
        "components/pagination.html", {"page_obj": page, "url_prefix": "?zoek=x&"}
    )
    return [
        GAP if gap else int(shown)
        for shown, gap in re.findall(r"page=(\d+)\"(?! rel)[^>]*><span|(__gap)", html)
    ]


@pytest.mark.parametrize(
    ("pages", "number", "expected"),
    [
        (3, 2, [1, 2, 3]),
        (7647, 1, [1, 2, GAP, 7647]),
        (7647, 50, [1, GAP, 49, 50, 51, GAP, 7647]),
        (7647, 7647, [1, GAP, 7646, 7647]),
    ],
)
def test_it_shows_the_ends_and_what_is_around(pages, number, expected):
    assert told(pages, number) == expected


class Uncounted:
    """All numbers of pages: some can be taken, but nobody may go by all of them."""

    def __init__(self, pages):
        self._numbers = range(1, pages + 1)

    def __getitem__(self, place):
        return self._numbers[place]

    def __iter__(self):
        pytest.fail("It went by all.")


def test_it_counts_no_page_that_it_does_not_show(monkeypatch):
    """A loop over all of them took longer than asking the database."""
    monkeypatch.setattr(
        Paginator, "page_range", property(lambda self: Uncounted(self.num_pages))
    )

    assert told(100_000, 50)[-1] == 100_000
