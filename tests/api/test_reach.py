"""What lies outside the reach of a token is not there: in no list, number or address."""

import pytest

from certification.models import Certificate
from lms.common import clock
from lms.organisation.operations import end_mandate
from tests.factories.certification import a_trajectory, complete
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.reporting.people import asked

from .asking import asking

pytestmark = pytest.mark.django_db

LISTS = ("completions", "people", "certificates", "enrolments")


@pytest.fixture
def filled(here, there, today, django_capture_on_commit_callbacks):
    """In each agency somebody who learns, and somebody with a certificate."""
    with django_capture_on_commit_callbacks(execute=True):
        for agency, name in ((here, "Hierwonend"), (there, "Daarwonend")):
            mandate = agency.learner(last_name=name)
            asked(mandate, an_activity())
            part = an_activity()
            trajectory = a_trajectory(requires=[part], code="")
            asked(mandate, trajectory)
            complete(mandate.person, part, mandate=mandate)
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize("path", LISTS)
def test_each_list_shows_its_own_agency_and_nothing_of_another(
    here, there, filled, path
):
    ours = asking(here.entity).get(path).content.decode()
    theirs = asking(there.entity).get(path).content.decode()

    assert "Hierwonend" in ours
    assert "Daarwonend" not in ours
    assert "Daarwonend" in theirs
    assert "Hierwonend" not in theirs


@pytest.mark.parametrize("path", LISTS)
def test_a_filter_by_another_agency_finds_nothing(here, there, filled, path):
    if path not in ("completions", "people"):
        return
    found = asking(here.entity).get(path, entiteit=there.entity.code)

    assert found.json()["items"] == []


def test_of_another_agency_and_of_nobody_are_answered_alike(here, there, filled):
    system = asking(here.entity)
    certificate = Certificate.objects.get(award__person__last_name="Daarwonend").number
    person = MandateFactory(entity=there.entity).person.person_key
    own = Certificate.objects.get(award__person__last_name="Hierwonend").number

    for theirs, nobodys in (
        (f"certificates/{certificate}", "certificates/2025-999999"),
        (f"people/{person}", "people/TEST-P-niemand"),
    ):
        answers = [system.get(theirs), system.get(nobodys)]
        assert {each.status_code for each in answers} == {404}
        assert answers[0].content == answers[1].content

    assert system.get(f"certificates/{own}").json()["naam"] == "Hierwonend"


def test_a_person_shows_the_mandates_within_reach_alone(here, there, today):
    person = here.learner().person
    MandateFactory(entity=there.entity, person=person)

    shown = asking(here.entity).get(f"people/{person.person_key}").json()

    assert [each["entiteit_code"] for each in shown["mandaten"]] == [here.entity.code]


def test_who_left_or_was_erased_is_no_longer_among_the_people(here, today, hr_system):
    left, erased = here.learner(), here.learner()
    end_mandate(left, on=today.replace(day=1))
    erased.person.erased_at = clock.now()
    erased.person.save()

    for mandate in (left, erased):
        key = mandate.person.person_key
        assert hr_system.get(f"people/{key}").status_code == 404
    shown = {each["persoon_id"] for each in hr_system.everything("people")}
    assert shown == {here.hr.person_key}


def test_people_are_filtered_by_entity_and_role(here, today, hr_system):
    learner = here.learner()

    found = hr_system.everything("people", rol="contactpersoon-integriteit")

    assert [each["persoon_id"] for each in found] == [learner.person.person_key]
    assert len(hr_system.everything("people", entiteit=here.entity.code)) == 2


def test_a_certificate_never_shows_its_code_nor_a_person_their_address(
    here, filled, hr_system
):
    code = Certificate.objects.get(award__person__last_name="Hierwonend").code
    person = here.hr

    assert code not in hr_system.get("certificates").content.decode()
    assert person.email not in hr_system.get("people").content.decode()
    assert str(person.public_id) not in hr_system.get("people").content.decode()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("count", [1, 8])
def test_each_list_costs_the_same_however_many(
    here,
    hr_system,
    path,
    count,
    django_assert_max_num_queries,
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(count):
            mandate = here.learner()
            asked(mandate, an_activity())
            part = an_activity()
            asked(mandate, a_trajectory(requires=[part], code=""))
            complete(mandate.person, part, mandate=mandate)
    hr_system.get(path)

    most = {"certificates": 7, "completions": 6, "people": 6, "enrolments": 5}[path]
    with django_assert_max_num_queries(most) as captured:
        assert len(hr_system.get(path).json()["items"]) >= count
    assert len(captured) == most


def test_the_offer_is_what_the_catalogue_lists(hr_system):
    listed = an_activity(title="In de catalogus")
    an_activity(title="Niet in de catalogus", is_listed=False)

    (found,) = hr_system.everything("activities")

    assert found["opleiding_titel"] == "In de catalogus"
    assert hr_system.get(f"activities/{listed.key}").json() == found


def test_the_offer_leaves_out_what_an_editor_closed(hr_system):
    from wagtail.models import PageViewRestriction  # noqa: PLC0415

    from lms.learning.models import LearningActivity  # noqa: PLC0415
    from tests.factories.courses import a_course, a_text  # noqa: PLC0415

    page = a_course([a_text()])
    key = LearningActivity.objects.get(key=page.translation_key).key
    assert hr_system.get(f"activities/{key}").status_code == 200

    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )

    assert hr_system.get(f"activities/{key}").status_code == 404
    assert hr_system.everything("activities") == []
