"""The tree of a course: everything below it with its state, and its order."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from courses import operations
from courses.editing.counting import questions_in
from courses.editing.tree import read_tree
from courses.models import CoursePage, ModulePage
from lms.accounts.enums import PlatformGroup
from lms.learning.models import LearningActivity
from tests.courses.editing.people import in_group
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_lesson, a_text, lessons_of

pytestmark = pytest.mark.django_db


def titles(course):
    tree = read_tree(course)
    return [
        [lesson.title for lesson in module.children] for module in tree.root.children
    ]


def address(course):
    return reverse("courses_tree", args=[course.pk])


def move(client, course, page, way, **more):
    data = {"move": f"{page.pk}:{way}", "order": operations.order_of(course)} | more
    return client.post(reverse("courses_move", args=[course.pk]), data, follow=True)


@pytest.mark.rules
def test_the_tree_shows_every_page_with_its_state_minutes_and_questions(
    author, course, lessons
):
    first, second, third = lessons
    draft = second.get_latest_revision_as_object()
    draft.title = "Anders"
    draft.save_revision()
    third.unpublish()

    tree = read_tree(course)

    found = {node.pk: node for node in tree.nodes}
    assert found[course.pk].state == found[first.pk].state == "live"
    assert found[second.pk].state == "changed"
    assert found[second.pk].title == "Anders"
    assert found[third.pk].state == "draft"
    assert [found[lesson.pk].questions for lesson in lessons] == [1, 0, 2]
    assert tree.root.all_questions == 3
    assert tree.root.all_minutes == 30
    html = author.get(address(course)).content.decode()
    assert html.count("gepubliceerd, met wijzigingen") == 1


@pytest.mark.parametrize(
    "name", ["courses_tree", "courses_copy", "courses_move", "courses_read_over"]
)
def test_only_who_may_edit_the_course_reaches_its_pages(client, course, name):
    there = reverse(name, args=[course.pk])
    client.force_login(UserFactory())
    assert client.get(there).headers["Location"].startswith("/beheer/login/")

    client.force_login(in_group(PlatformGroup.FACILITATORS))
    for send in (client.get, client.post):
        response = send(there)
        refused = response.headers.get("Location") == "/beheer/"  # as Wagtail answers
        assert refused or response.status_code in {403, 405}
    assert CoursePage.objects.count() == 1


def test_a_lesson_goes_down_by_its_button_and_the_requirements_follow(
    author, course, lessons
):
    first, second, _third = lessons

    response = move(author, course, first, "down")

    assert [page.pk for page in lessons_of(course)][:2] == [second.pk, first.pk]
    activity = LearningActivity.objects.get(key=course.translation_key)
    tree = activity.requirement_trees.get(is_current=True)
    asked = [
        node.activity.key for node in tree.nodes.exclude(activity=None).order_by("pk")
    ]
    assert asked[:2] == [second.translation_key, first.translation_key]
    assert response.redirect_chain[-1][0].endswith(f"#pagina-{first.pk}")
    html = response.content.decode()
    assert "staat nu op plaats 2 van 2" in html
    assert re.search(rf'value="{first.pk}:down"[^>]*autofocus', html)


def test_from_the_end_of_a_module_a_lesson_goes_on_to_the_next(author, course, lessons):
    _first, second, third = lessons

    move(author, course, second, "down")
    assert titles(course) == [["Les 1"], ["Les 2", "Les 3"]]

    move(author, course, third, "up")
    assert titles(course) == [["Les 1"], ["Les 3", "Les 2"]]

    move(author, course, third, "up")
    assert titles(course) == [["Les 1", "Les 3"], ["Les 2"]]


def test_a_lesson_goes_to_a_module_of_choice_and_a_module_goes_up(
    author, course, lessons
):
    _one, two = ModulePage.objects.child_of(course)

    move(author, course, lessons[0], "to", **{f"to-{lessons[0].pk}": two.pk})
    assert titles(course) == [["Les 2"], ["Les 3", "Les 1"]]

    move(author, course, two, "up")
    assert titles(course) == [["Les 3", "Les 1"], ["Les 2"]]
    assert [page.title for page in lessons_of(course)] == ["Les 3", "Les 1", "Les 2"]


def test_a_lesson_is_dropped_before_another(author, course, lessons):
    two = ModulePage.objects.child_of(course).last()

    move(author, course, lessons[0], "drop", parent=two.pk, before=lessons[2].pk)

    assert titles(course) == [["Les 2"], ["Les 1", "Les 3"]]


@pytest.mark.rules
def test_two_people_who_order_at_once_are_told(author, course, lessons):
    seen = operations.order_of(course)
    move(author, course, lessons[0], "down")

    response = move(author, course, lessons[2], "up", order=seen)

    assert titles(course) == [["Les 2", "Les 1"], ["Les 3"]]
    assert "Iemand anders veranderde intussen de volgorde" in response.content.decode()


def test_a_page_stays_in_its_course_and_at_its_level(
    course, lessons, trainer, catalogue
):
    module = ModulePage.objects.child_of(course).first()
    others = {"seen": operations.order_of(course), "by": trainer, "before_pk": None}

    for page, parent in [
        (lessons[0], course),
        (module, module),
        (lessons[0], catalogue),
    ]:
        with pytest.raises(PermissionDenied):
            operations.place(course, page.pk, parent_pk=parent.pk, **others)


def test_an_address_that_is_taken_is_told(author, course, lessons):
    two = ModulePage.objects.child_of(course).last()
    a_lesson(two, 9, [a_text()], slug=lessons[0].slug)

    response = move(author, course, lessons[0], "to", **{f"to-{lessons[0].pk}": two.pk})

    assert "Geef eerst een van beide een ander adres" in response.content.decode()
    assert titles(course)[0] == ["Les 1", "Les 2"]


def test_who_may_not_publish_may_not_order(course, lessons):
    stranger = in_group(PlatformGroup.EXPERTS)

    with pytest.raises(PermissionDenied):
        operations.place(
            course,
            lessons[1].pk,
            parent_pk=lessons[1].get_parent().pk,
            before_pk=lessons[0].pk,
            seen=operations.order_of(course),
            by=stranger,
        )


def test_the_tree_costs_as_much_for_any_number_of_lessons(
    author, course, django_assert_max_num_queries, django_assert_num_queries
):
    author.get(address(course))
    with django_assert_max_num_queries(60) as few:
        author.get(address(course))
    module = ModulePage.objects.child_of(course).first()
    for number in range(10, 20):
        a_lesson(module, number, [a_text()])

    with django_assert_num_queries(len(few.captured_queries)):
        author.get(address(course))


def test_questions_of_every_kind_are_counted_and_those_that_a_quiz_draws():
    drawn = {"type": "draw", "id": "1", "value": {"topic": 3, "count": 7}}
    chosen = {"type": "question", "id": "2", "value": 5}
    quiz = {"type": "quiz", "id": "3", "value": {"questions": [drawn, chosen]}}
    asked = {"type": "number", "id": "4", "value": {"prompt": "[{niet geteld}]"}}
    body = json.dumps([quiz, asked, {"type": "text", "id": "5", "value": "<p>x</p>"}])

    assert questions_in({"body": body, "title": "[{", "minutes": 3}) == 9


def test_the_tree_is_reached_from_the_list_of_courses_and_from_every_page_of_one(
    author, course, lessons
):
    there = address(course)
    listed = author.get("/beheer/cursussen/lijst/").content.decode()
    assert there in listed
    for page in (course, lessons[0].get_parent(), lessons[0]):
        edit = author.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert there in edit.content.decode()
        found = author.get(reverse("courses_tree_of", args=[page.pk]))
        assert found.headers["Location"] == f"{there}#pagina-{page.pk}"
    outside = reverse("courses_tree_of", args=[course.get_parent().pk])
    assert author.get(outside).status_code == 404


def test_a_course_is_begun_where_courses_stand(author, course, catalogue):
    begun = author.get("/beheer/cursussen/lijst/choose_parent/")

    assert begun.headers["Location"].endswith(f"/coursepage/{catalogue.pk}/")
