"""Whatever can be completed goes live with its activity, or not at all."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.urls import reverse
from wagtail.models import Locale, PageLogEntry, Site
from wagtail.signals import page_published
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from certification.models import TrajectoryPage
from courses.models import CoursePage, LessonPage, ModulePage
from lms.common import clock
from lms.content.exceptions import NotPublishable
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_trajectory_page
from tests.factories.courses import a_course, a_text, lessons_of
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db

CODE = "INT-01"


@pytest.fixture
def course():
    return a_course([a_text()], code=CODE)


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def has_activity(page):
    return LearningActivity.objects.filter(key=page.translation_key).exists()


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def copied(client, page, **extra):
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": page.get_parent().pk,
        **extra,
    }
    return client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True
    )


def published_in_bulk(client, *pages, **extra):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    asked = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{asked}", extra, follow=True)


def course_data(**extra):
    return nested_form_data(
        {
            "title": "Nieuwe cursus",
            "slug": "nieuwe-cursus",
            "summary": "Wat ik typte.",
            "introduction": rich_text("<p>Welkom</p>"),
            "goals": streamfield([]),
            "sources": streamfield([]),
            "duration_minutes": "15",
            "code": "",
            "comments": inline_formset([]),
            **extra,
        }
    )


def create(client, parent, **extra):
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", parent])
    return client.post(address, course_data(**extra))


# Copies


def test_a_copy_is_published_with_an_activity_and_without_the_code(
    admin_client, course
):
    copied(admin_client, course, publish_copies="on", copy_subpages="on")

    copy = CoursePage.objects.get(slug="kopie")
    assert copy.live
    assert copy.code == ""
    assert activity_of(copy).is_offered
    assert activity_of(course).code == CODE
    lessons = LessonPage.objects.descendant_of(copy)
    assert [activity_of(lesson).is_offered for lesson in lessons] == [True]


def test_a_draft_copy_can_be_published_in_bulk(admin_client, course):
    copied(admin_client, course)
    copy = CoursePage.objects.get(slug="kopie")
    assert not copy.live

    published_in_bulk(admin_client, copy)

    assert activity_of(copy).is_offered


def test_a_copy_that_cannot_go_live_is_not_made_and_says_why(admin_client):
    part = an_activity(title="Cursus A")
    page = a_trajectory_page(groups=[("Kern", None, [part])])
    page.save_revision().publish()
    learning.withdraw_activity(part.key)

    response = copied(admin_client, page, publish_copies="on")

    assert "Cursus A" in told(response)
    assert 'value="Kopie"' in response.content.decode()
    assert TrajectoryPage.objects.count() == 1


def test_a_translation_keeps_the_code(course):
    english = Locale.objects.create(language_code="en")

    translated = course.copy_for_translation(english, copy_parents=True)

    assert translated.specific.code == CODE
    assert translated.get_latest_revision_as_object().code == CODE
    translated.get_latest_revision().publish()
    assert activity_of(course).code == CODE


# Codes


def another(course, **fields):
    page = CoursePage(title="Een andere", duration_minutes=20, live=False, **fields)
    course.get_parent().add_child(instance=page)
    return page


def test_a_code_that_another_has_is_an_error_at_its_field(admin_client, course):
    response = create(admin_client, course.get_parent().pk, code=CODE)

    assert response.status_code == 200
    assert "Een cursus" in response.context["form"].errors["code"][0]
    assert not CoursePage.objects.filter(slug="nieuwe-cursus").exists()


def test_the_page_that_has_a_code_keeps_it(course):
    course.save_revision().publish()

    assert activity_of(course).code == CODE


def test_publishing_with_a_code_that_was_taken_meanwhile_is_refused_in_words(course):
    page = another(course, code="INT-02")
    revision = page.save_revision()
    an_activity(code="INT-02", title="Was eerst")

    with pytest.raises(ValidationError, match="Was eerst"):
        revision.publish()

    assert not CoursePage.objects.get(pk=page.pk).live
    assert not has_activity(page)


def test_what_only_the_database_refuses_is_refused_in_words_too(course):
    page = another(course)
    CoursePage.objects.filter(pk=page.pk).update(live=True, code=CODE)
    page.refresh_from_db()

    with pytest.raises(NotPublishable, match="Een cursus"):
        page_published.send(CoursePage, instance=page, revision=None)

    assert not has_activity(page)


def test_bulk_publication_is_refused_with_the_reason(admin_client, course):
    page, fine = (
        another(course, code="INT-02", slug="een"),
        another(course, slug="twee"),
    )
    page.save_revision()
    fine.save_revision()
    an_activity(code="INT-02", title="Was eerst")

    response = published_in_bulk(admin_client, page, fine)

    assert "Een andere: " in told(response)
    assert "Was eerst" in told(response)
    assert not CoursePage.objects.filter(pk__in=[page.pk, fine.pk], live=True).exists()


def test_two_drafts_with_one_code_are_not_published_together(admin_client, course):
    pages = [another(course, code="INT-02", slug=slug) for slug in ("een", "twee")]
    for page in pages:
        page.save_revision()

    response = published_in_bulk(admin_client, *pages)

    assert "INT-02" in told(response)
    assert not CoursePage.objects.filter(code="INT-02", live=True).exists()


# Creating


def test_what_is_refused_on_creating_leaves_nothing_and_loses_nothing(
    admin_client, course
):
    """The form finds nothing; while the page is written, somebody takes its code."""
    parent, publish = course.get_parent().pk, {"action-publish": "yes"}
    pre_save.connect(take_its_code, sender=CoursePage)
    try:
        response = create(admin_client, parent, code="INT-02", **publish)
    finally:
        pre_save.disconnect(take_its_code, sender=CoursePage)

    assert response.status_code == 200
    html = response.content.decode()
    assert "Was eerst" in html
    assert "Wat ik typte." in html
    assert not CoursePage.objects.filter(slug="nieuwe-cursus").exists()

    create(admin_client, parent, code="INT-02", **publish)
    assert activity_of(CoursePage.objects.get(slug="nieuwe-cursus")).code == "INT-02"


def take_its_code(instance, **kwargs):
    an_activity(code=instance.code, title="Was eerst")


# The schedule


def test_a_trajectory_that_cannot_go_live_does_not_stop_the_schedule():
    author, due = UserFactory(), clock.now() - timedelta(minutes=1)
    part = an_activity(title="Cursus A")
    page = a_trajectory_page(groups=[("Kern", None, [part])])
    revision = page.save_revision(user=author, approved_go_live_at=due)
    learning.withdraw_activity(part.key)
    root = Site.objects.get(is_default_site=True).root_page
    other = CoursePage(title="Later", duration_minutes=20, live=False)
    root.add_child(instance=other)
    other.save_revision(approved_go_live_at=due + timedelta(seconds=1))

    call_command("publish_scheduled")

    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert not TrajectoryPage.objects.get().live
    assert CoursePage.objects.get(pk=other.pk).live
    assert mail.outbox[0].to == [author.email]
    assert "Cursus A" in mail.outbox[0].body
    entry = PageLogEntry.objects.get(action="content.publication_refused")
    assert "Cursus A" in entry.message


def test_a_trajectory_is_published_in_bulk_or_refused_with_the_reason(admin_client):
    part = an_activity(title="Cursus A")
    page = a_trajectory_page(groups=[("Kern", None, [part])])
    page.save_revision()
    learning.withdraw_activity(part.key)

    response = published_in_bulk(admin_client, page)

    assert "Cursus A" in told(response)
    assert not TrajectoryPage.objects.get().live


# Aliases


def test_the_form_offers_no_alias_and_refuses_one(admin_client, course):
    html = admin_client.get(
        reverse("wagtailadmin_pages:copy", args=[course.pk])
    ).content.decode()
    assert 'name="alias"' not in html

    response = copied(admin_client, course, alias="on")

    assert "alias" in told(response)
    assert not CoursePage.objects.filter(slug="kopie").exists()


@pytest.mark.parametrize("kind", [LessonPage, ModulePage])
def test_no_other_way_makes_an_alias_either(admin_client, course, kind):
    page = kind.objects.get()
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, "create_alias"])

    response = admin_client.post(
        address, {"recursive": "true", "update_slug": "alias"}, format="json"
    )

    assert response.status_code == 400
    assert not LessonPage.objects.exclude(alias_of=None).exists()
    assert len(lessons_of(course)) == 1
