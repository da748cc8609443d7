"""The training offer of the demo: complete, at its length, and with questions that teach."""

from collections import Counter
from pathlib import Path

import pytest

from cms_site.demo.media import document
from cms_site.demo.reading import MEDIA, read_all
from tools.offer import WORDS_A_MINUTE, measure, measures, table

COURSES = {data["slug"]: data for data in read_all("courses")}
REFRESHER = "wat-is-er-nieuw"
ROLES = {
    *("contactpersoon-integriteit", "vertrouwenspersoon", "hr-verantwoordelijke"),
    *("ankerpunt-organisatiebeheersing", "diversiteitsambtenaar", "leidinggevende"),
}
# Of reading ease (Flesch, in the Dutch of Douma): from here on a text is plain.
PLAIN = 65


@pytest.fixture(params=COURSES)
def course(request):
    return COURSES[request.param]


def blocks_of(course):
    lessons = [one for module in course["modules"] for one in module["lessons"]]
    return [block for lesson in lessons for block in lesson["body"]]


def test_all_twenty_one_courses_are_there_and_the_refresher():
    assert len(COURSES) == 22
    assert REFRESHER in COURSES
    codes = Counter(data["code"] for data in COURSES.values())
    assert set(codes.values()) == {1}


def test_a_course_has_what_a_course_must_have(course):
    assert measure(course).faults == []


def test_a_course_is_written_in_plain_dutch(course):
    assert measure(course).readability >= PLAIN


def test_the_page_of_the_offer_says_what_is_measured():
    page = Path(__file__).parents[2] / "docs" / "offer.md"

    assert table(measures()) in page.read_text(encoding="utf-8")


def test_nobody_passes_by_choosing_the_longest_answer():
    found = measures()

    right = sum(one.longest_is_right for one in found)
    assert right <= sum(one.by_chance for one in found)


def test_a_key_names_one_block_of_a_course(course):
    keys = Counter(block["key"] for block in blocks_of(course) if "key" in block)

    assert [key for key, number in keys.items() if number > 1] == []


def test_a_picture_is_there_and_is_told(course):
    for block in blocks_of(course):
        if block["type"] == "image":
            assert (MEDIA / block["file"]).exists()
            assert 40 <= len(block["alt"]) <= 255, block["file"]


@pytest.mark.django_db
def test_what_can_be_downloaded_tells_its_size(course):
    for block in blocks_of(course):
        if block["type"] == "download":
            made = document(block["file"], block["title"])
            made.refresh_from_db()
            assert made.file_size == (MEDIA / block["file"]).stat().st_size


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_has_courses_of_its_own(role):
    meant = [slug for slug, data in COURSES.items() if role in data["roles"]]

    assert len(meant) >= 3


def test_both_halves_and_all_three_pillars_are_there():
    themes = {theme for data in COURSES.values() for theme in data["themes"]}
    pillars = {pillar for data in COURSES.values() for pillar in data["pillars"]}

    assert themes == {"middelen", "mensen"}
    assert pillars == {"preventie", "controle-detectie", "reactie-sanctie"}


def test_five_lessons_are_seen_or_heard():
    played = [
        block["film"]
        for course in COURSES.values()
        for block in blocks_of(course)
        if block["type"] in {"video", "audio"}
    ]

    assert len(set(played)) >= 5


def test_reading_is_counted_at_the_pace_of_a_reader():
    text = "Een zin van zes gewone woorden. " * (WORDS_A_MINUTE // 6)
    lesson = {
        "title": "",
        "summary": "",
        "duration_minutes": 1,
        "body": [{"type": "text", "text": text}],
    }
    tiny = {
        "slug": "klein",
        "title": "Klein",
        "duration_minutes": 1,
        "goals": [],
        "sources": [],
        "introduction": "",
        "modules": [{"lessons": [lesson]}],
    }

    found = measure(tiny)

    assert found.words == 126
    assert round(found.minutes, 2) == round(126 / WORDS_A_MINUTE, 2)
    assert "zonder reviewer" in found.faults
