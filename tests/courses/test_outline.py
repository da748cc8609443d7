"""The outline as a plain value."""

from dataclasses import dataclass
from uuid import UUID, uuid5

import pytest

from courses.outline import lesson_keys, outline_of

SPACE = UUID(int=0)


@dataclass
class Standing:
    is_completed: bool = False


def key(name):
    return uuid5(SPACE, name)


def row(path, title, minutes=None):
    depth = len(path) // 4
    return {
        "pk": int(path),
        "path": path,
        "depth": depth,
        "title": title,
        "url_path": "/x/"
        + "/".join(path[:n] for n in range(4, len(path) + 1, 4))
        + "/",
        "translation_key": key(title),
        "minutes": minutes,
    }


ROWS = [
    row("0001", "cursus"),
    row("00010001", "eerste deel"),
    row("000100010001", "a", 10),
    row("000100010002", "b", 20),
    row("00010003", "derde deel"),
    row("000100020001", "verweesd", 5),  # its module is not live
    row("000100030001", "c", 30),
]


def outline(**standings):
    return outline_of(
        ROWS,
        course_url="/aanbod/cursus/",
        standings={key(name): standing for name, standing in standings.items()},
    )


def test_lessons_stand_in_their_live_modules_in_order():
    whole = outline()

    assert lesson_keys(ROWS) == [key("a"), key("b"), key("c")]
    assert [module.title for module in whole.modules] == ["eerste deel", "derde deel"]
    assert whole.steps[0].url.startswith("/aanbod/cursus/")


def test_what_is_left_is_what_is_not_done():
    whole = outline(a=Standing(is_completed=True), b=Standing())

    assert (whole.minutes, whole.minutes_left, whole.done) == (60, 50, 1)
    assert [step.state for step in whole.steps] == ["done", "busy", "open"]


def test_a_test_that_may_be_left_is_no_minute_of_what_is_left():
    beside = {**row("000100030002", "toets", 15), "counts": False}
    whole = outline_of([*ROWS, beside], course_url="/c/", standings={})

    assert (whole.minutes, whole.minutes_left) == (75, 60)


@pytest.mark.parametrize(
    ("done", "last", "expected"),
    [
        ("", None, "a"),
        ("", "b", "b"),
        ("a", "a", "b"),
        ("b", "b", "a"),
        ("abc", "c", "a"),
        ("a", "verdwenen", "b"),
    ],
)
def test_where_to_go_on(done, last, expected):
    whole = outline(**{name: Standing(is_completed=True) for name in done})

    step = whole.where_to_go_on(key(last) if last else None)

    assert step.title == expected


def test_the_lessons_around_one():
    whole = outline()
    a, b, c = whole.steps

    assert whole.around(b.pk) == (a, c)
    assert whole.around(a.pk) == (None, b)
    assert whole.around(999) == (None, None)
    assert (whole.number_of(c.pk), whole.number_of(999)) == (3, 0)


def test_a_course_without_lessons():
    empty = outline_of(ROWS[:2], course_url="/c/", standings={})

    assert empty.where_to_go_on(None) is None
    assert empty.modules == ()
