"""A whole course again: new keys for everything, and nothing of anybody in it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page, Revision

from courses import operations
from courses.exceptions import AddressTaken
from courses.models import Answer, CoursePage
from lms.content.models import Law, LawVersion, Upkeep
from lms.content.operations import set_upkeep
from lms.learning.models import LearningActivity, Participation
from tests.courses.player import activity_of, give, join
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_text,
    an_embedded,
    lessons_of,
    publish,
)

pytestmark = pytest.mark.django_db


def copy_of(course, by, title="Kopie", slug="kopie"):
    return operations.copy_course(course, title=title, slug=slug, by=by)


def ids_in(page):
    """Every id of a block or of an item in the newest draft."""
    found = set()

    def look(value):
        if isinstance(value, list):
            for one in value:
                look(one)
        elif isinstance(value, dict):
            found.add(value.get("id"))
            for one in value.values():
                look(one)

    look(json.loads(page.latest_revision.content["body"]))
    return found - {None}


def test_everything_is_copied_as_drafts_with_keys_of_its_own(course, trainer):
    copy = copy_of(course, trainer)

    assert (copy.title, copy.slug, copy.live) == ("Kopie", "kopie", False)
    assert copy.owner == trainer
    originals = course.get_descendants(inclusive=True).order_by("path")
    copies = copy.get_descendants(inclusive=True).order_by("path")
    assert [page.title for page in copies][1:] == [page.title for page in originals][1:]
    assert not copies.live().exists()
    keys = set(copies.values_list("translation_key", flat=True))
    assert len(keys) == len(originals) == 6
    assert not keys & set(originals.values_list("translation_key", flat=True))
    assert originals.live().count() == 6


def test_answers_to_the_copy_are_never_those_to_the_original(
    course, lessons, trainer, client
):
    learner = UserFactory()
    join(learner, course)
    client.force_login(learner)
    client.get(lessons[0].url)
    give(client, lessons[0], "a")

    copy = copy_of(course, trainer)

    for original, page in zip(lessons, lessons_of(copy), strict=True):
        assert len(ids_in(original)) == len(ids_in(page))
        assert not ids_in(original) & ids_in(page)
        assert page.body.raw_data[0]["value"] == original.body.raw_data[0]["value"]
    question = lessons_of(copy)[0].questions
    assert not set(question) & set(lessons[0].questions)
    publish(copy)
    assert not Participation.objects.filter(activity=activity_of(copy)).exists()
    assert Answer.objects.count() == 1


def test_the_newest_draft_is_copied_and_no_history(course, lessons, trainer):
    draft = lessons[0].get_latest_revision_as_object()
    draft.title = "Nog niet gepubliceerd"
    draft.save_revision()

    first = lessons_of(copy_of(course, trainer))[0]

    assert first.title == first.draft_title == "Nog niet gepubliceerd"
    assert Revision.objects.for_instance(first).count() == 1
    assert first.get_latest_revision_as_object().title == "Nog niet gepubliceerd"


def test_links_inside_point_inside_the_copy(catalogue, course, trainer):
    outside = course
    target = a_course([a_text()], slug="met-links", parent=catalogue)
    (lesson,) = lessons_of(target)
    text = (
        f'<p><a linktype="page" id="{lesson.pk}">hier</a> en '
        f'<a id="{outside.pk}" linktype="page">daar</a></p>'
    )
    target.introduction = f'<p><a linktype="page" id="{lesson.pk}">begin</a></p>'
    publish(target)
    lesson.body = lesson.body.stream_block.to_python([a_text(text)])
    publish(lesson)

    copy = copy_of(target, trainer)

    (page,) = lessons_of(copy)
    assert f'id="{page.pk}"' in copy.introduction
    value = page.body.raw_data[0]["value"]
    assert f'<a linktype="page" id="{page.pk}">hier' in value
    assert f'<a id="{outside.pk}" linktype="page">daar' in value


@pytest.mark.rules
def test_what_comes_first_follows_the_copy(course, lessons, trainer):
    first, second, _third = lessons
    second.prerequisites = [first.page_ptr]
    second.body = second.body.stream_block.to_python(
        [a_text(), an_embedded(activity_of(lessons[2]))]
    )
    publish(second)

    copy = copy_of(course, trainer)

    one, two, three = lessons_of(copy)
    (needed,) = two.prerequisites.all()
    assert needed.pk == one.pk
    shown = LearningActivity.objects.get(pk=two.body.raw_data[1]["value"]["activity"])
    assert shown.key == three.translation_key
    assert not shown.is_offered
    for page in copy.get_descendants(inclusive=True).order_by("path").specific():
        publish(page)
    shown.refresh_from_db()
    assert shown.is_offered
    assert activity_of(copy).requirement_trees.filter(is_current=True).exists()


def test_the_laws_go_along_and_the_date_does_not(course, trainer):
    law = Law.objects.create(short_name="Bestuursdecreet")
    version = LawVersion.objects.create(law=law, name="geldend")
    set_upkeep(course, review_by="2030-01-01", owner=trainer, laws=[version])

    copy = copy_of(course, trainer)

    kept = Upkeep.objects.of(copy).get()
    assert (kept.review_by, list(kept.laws.all())) == (None, [version])


def test_an_address_that_is_taken_copies_nothing(course, trainer):
    before = Page.objects.count()

    with pytest.raises(AddressTaken):
        copy_of(course, trainer, slug=course.slug)

    assert Page.objects.count() == before


def test_who_may_not_write_there_may_not_copy(course, expert):
    with pytest.raises(PermissionDenied):
        copy_of(course, expert)


def test_the_form_asks_title_and_address(author, course):
    there = reverse("courses_copy", args=[course.pk])
    assert course.title in author.get(there).content.decode()

    taken = author.post(there, {"title": "Kopie", "slug": course.slug})
    assert taken.status_code == 400
    assert "Kies een ander adres" in taken.content.decode()

    done = author.post(there, {"title": "Kopie", "slug": "kopie"})
    copy = CoursePage.objects.get(slug="kopie")
    assert done.headers["Location"] == reverse("courses_tree", args=[copy.pk])
