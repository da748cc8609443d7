"""A page can be looked at before it exists: the admin previews it while it is created."""

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from certification.models import TrainerLedPage, TrajectoryPage
from courses.models import AssignmentPage, CoursePage, LessonPage, ModulePage
from dilemmas.models import DilemmaIndexPage, ScenarioPage
from lms.learning.models import Participation
from tests.factories.courses import a_course, a_text
from tests.factories.dilemmas import an_umbrella

pytestmark = pytest.mark.django_db

TITLE = "Nog nergens te zien"


def root():
    return Site.objects.get(is_default_site=True).root_page


def a_module():
    a_course([a_text()])
    return ModulePage.objects.get()


def course():
    more = {
        "introduction": rich_text("<p>Welkom</p>"),
        "goals": streamfield([]),
        "sources": streamfield([]),
    }
    return CoursePage, root(), more


def lesson():
    text = ("text", rich_text("<p>Een nieuwe tekst.</p>"))
    return LessonPage, a_module(), {"body": streamfield([text])}


def trajectory():
    more = {
        "subtitle": "",
        "body": streamfield([]),
        "validity_months": 36,
        "renewal_months": 6,
        "renewal_text": "",
        "layout": "certificate",
        "renewal_basis": "expiry",
        "after_expiry": "whole",
        "refresher": streamfield([]),
        "certificate_text": "{number}",
        "requirements": streamfield([]),
    }
    return TrajectoryPage, root(), more


def session():
    more = {
        "trainer_form": "sessie",
        "body": streamfield([]),
        "how_it_is_completed": "",
    }
    return TrainerLedPage, root(), more


def assignment():
    more = {
        "body": streamfield([]),
        "criteria": streamfield([("criterion", "Je zegt wat je leerde.")]),
        "asks_for": "either",
        "file_kinds": ["pdf", "docx"],
        "most_files": 3,
        "largest": 10,
    }
    return AssignmentPage, root(), more


def scenario():
    more = {
        "introduction": rich_text("<p>Welkom</p>"),
        "given": "",
        "rule_source": "",
        "expert_views": streamfield([]),
        "flags": inline_formset([]),
    }
    return ScenarioPage, an_umbrella(), more


def umbrella():
    return DilemmaIndexPage, root(), {"introduction": rich_text("")}


@pytest.mark.parametrize(
    "kind",
    [
        course,
        lesson,
        trajectory,
        session,
        assignment,
        scenario,
        umbrella,
    ],
)
def test_what_is_being_created_can_be_previewed(admin_client, kind):
    model, parent, more = kind()
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=[model._meta.app_label, model._meta.model_name, parent.pk],
    )
    before = model.objects.count()
    sent = {
        "title": TITLE,
        "slug": "nog-nergens",
        "summary": "",
        "code": "",
        "duration_minutes": "15",
        "comments": inline_formset([]),
        **more,
    }

    told = admin_client.post(address, nested_form_data(sent)).json()
    response = admin_client.get(address)

    assert told == {"is_valid": True, "is_available": True}
    assert response.status_code == 200
    assert TITLE in response.content.decode()
    assert model.objects.count() == before
    assert not Participation.objects.exists()
