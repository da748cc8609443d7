"""What a law asks of a role, met by attests from elsewhere (domain.md, D12)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from lms.common import clock, personal
from lms.learning import operations
from lms.learning.assigning.external import (
    attests_before,
    holders,
    own_standings,
    standings_of,
)
from lms.learning.assigning.scope import reach_of
from lms.learning.enums import AttestKind
from lms.learning.exceptions import NotAccepted, NothingToDecide, NotYours
from lms.learning.models import Attest, ExternalRequirement, ListedInstitution
from lms.messaging.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

TODAY = clock.today()
PDF = b"%PDF-1.7 attest"


@pytest.fixture
def requirement():
    role = RoleFactory(slug="vertrouwenspersoon", name="Vertrouwenspersoon")
    return ExternalRequirement.objects.create(
        name="Basisopleiding vertrouwenspersoon",
        role=role,
        hours=30,
        within_months=24,
        yearly_supervision=True,
        conflicting_role=RoleFactory(slug="leidinggevende"),
        valid_from=date(2014, 9, 1),
    )


@pytest.fixture
def school(requirement):
    return ListedInstitution.objects.create(
        requirement=requirement, name="Erkende school", valid_from=date(2015, 1, 1)
    )


@pytest.fixture
def mandate(agency, requirement):
    """Since a year and a half."""
    return MandateFactory(
        entity=agency,
        role=requirement.role,
        valid_from=TODAY - timedelta(days=548),
        person__first_name="Griet",
    )


@pytest.fixture
def training(school):
    return operations.Brought(
        kind=AttestKind.TRAINING,
        institution=school,
        hours=Decimal(18),
        held_on=TODAY - timedelta(days=30),
        file_name="attest.pdf",
        content=PDF,
    )


def standing(mandate):
    (only,) = own_standings(mandate.person)
    return only


def test_hours_count_once_hr_accepted_them(mandate, requirement, training, hr):
    first = operations.bring_attest(mandate.person, requirement, training)
    assert (standing(mandate).hours, standing(mandate).waiting) == (0, 1)

    operations.check_attest(first.pk, by=hr, accepted=True)
    assert standing(mandate).hours == 18
    assert not standing(mandate).is_trained
    assert standing(mandate).hours_left == 12

    more = replace(training, hours=Decimal(12), held_on=TODAY)
    second = operations.bring_attest(mandate.person, requirement, more)
    operations.check_attest(second.pk, by=hr, accepted=True)
    assert standing(mandate).is_trained
    keys = Notification.objects.filter(person=mandate.person)
    assert keys.count() == 2


def test_the_due_date_is_two_years_from_the_start(agency, requirement):
    role = requirement.role
    began = date(2020, 2, 29)
    late = MandateFactory(entity=agency, role=role, valid_from=began)

    assert standing(late).due_on == date(2022, 2, 28)
    assert standing(late).is_late


def test_a_merger_starts_no_new_term(agency, requirement):
    role, person = requirement.role, UserFactory()
    ended = date(2023, 12, 31)
    MandateFactory(
        person=person,
        entity=EntityFactory(),
        role=role,
        valid_from=date(2021, 3, 1),
        valid_to=ended,
    )
    now = MandateFactory(
        person=person, entity=agency, role=role, valid_from=date(2024, 1, 1)
    )

    assert standing(now).began == date(2021, 3, 1)


def test_supervision_is_asked_every_year(mandate, requirement, hr):
    assert standing(mandate).supervision_is_late
    brought = operations.Brought(
        kind=AttestKind.SUPERVISION, held_on=TODAY - timedelta(days=20)
    )

    made = operations.bring_attest(mandate.person, requirement, brought)
    operations.check_attest(made.pk, by=hr, accepted=True)

    assert not standing(mandate).supervision_is_late
    assert standing(mandate).hours == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": TODAY + timedelta(days=1)},
        {"held_on": date(2014, 12, 1)},
        {"institution": None},
        {"hours": Decimal(0)},
        {"content": b""},
        {"content": b"MZ a program"},
    ],
)
def test_what_cannot_count_is_refused(mandate, requirement, training, wrong):
    with pytest.raises(NotAccepted):
        operations.bring_attest(mandate.person, requirement, replace(training, **wrong))
    assert not Attest.objects.exists()


def test_the_same_twice_is_one(mandate, requirement, training):
    first = operations.bring_attest(mandate.person, requirement, training)
    assert operations.bring_attest(mandate.person, requirement, training) == first


def test_only_hr_of_the_person_checks_and_only_once(
    mandate, requirement, training, hr, agency
):
    made = operations.bring_attest(mandate.person, requirement, training)
    elsewhere = MandateFactory(role=RoleFactory(slug="hr-verantwoordelijke")).person
    MandateFactory(
        person=mandate.person,
        entity=agency,
        role=RoleFactory(slug="hr-verantwoordelijke"),
    )
    for stranger in (elsewhere, UserFactory(), mandate.person):
        assert not attests_before(reach_of(stranger), apart_from=stranger).exists()
        with pytest.raises(NotYours):
            operations.check_attest(made.pk, by=stranger, accepted=True)

    operations.check_attest(made.pk, by=hr, accepted=False, answer="Onleesbaar")
    with pytest.raises(NothingToDecide, match=str(hr)):
        operations.check_attest(made.pk, by=hr, accepted=True)


def test_who_does_not_hold_the_role_has_nothing_to_bring(requirement, training):
    with pytest.raises(NotYours):
        operations.bring_attest(UserFactory(), requirement, training)


def test_two_roles_that_do_not_go_together_are_to_be_looked_at(
    mandate, requirement, agency, hr
):
    assert not standing(mandate).combines
    MandateFactory(
        person=mandate.person,
        entity=agency,
        role=requirement.conflicting_role,
    )
    assert standing(mandate).combines
    assert standing(mandate).needs_looking_at


@pytest.mark.parametrize("people", [2, 9])
def test_a_page_of_them_costs_the_same(
    people, agency, requirement, hr, django_assert_num_queries
):
    MandateFactory.create_batch(people, entity=agency, role=requirement.role)
    MandateFactory(role=requirement.role)
    found = holders(requirement, reach_of(hr)).values_list("person", flat=True)

    with django_assert_num_queries(4):  # who; their mandates, attests, other roles
        shown = standings_of(requirement, list(found), TODAY)

    assert len(shown) == people


def test_an_erasure_takes_the_file_and_leaves_the_fact(
    mandate, requirement, training, django_capture_on_commit_callbacks
):
    made = operations.bring_attest(mandate.person, requirement, training)
    assert made.file.path.startswith(str(settings.PRIVATE_ROOT))

    with django_capture_on_commit_callbacks(execute=True):
        personal.erase(mandate.person)

    assert not made.file.storage.exists(made.file.name)
    made.refresh_from_db()
    assert (made.file.name, made.file_name, made.hours) == ("", "", 18)
