"""What the coordinator sees: coverage by name, everybody else in groups of five and five."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from lms.accounts.enums import PlatformGroup
from lms.common import clock
from lms.learning.enums import Facet
from lms.learning.models import Term
from lms.organisation.models import Entity
from lms.organisation.operations import end_mandate, merge_entity
from lms.reporting.coverage import covered_entities, pillar_table
from lms.reporting.enums import Cover, TrajectoryState
from lms.reporting.models import RecordLook
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

from .people import TODAY, asked, chosen, finished

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]

YESTERDAY = TODAY - timedelta(days=1)


def a_contact(entity, **person):
    named = {f"person__{name}": value for name, value in person.items()}
    return MandateFactory(entity=entity, role=RoleFactory(), **named)


def covers() -> dict[str, Cover]:
    return {line.entity.code: line.cover for line in covered_entities(TODAY)}


def states() -> list[TrajectoryState]:
    return [one.state for line in covered_entities(TODAY) for one in line.contacts]


@pytest.fixture
def coordinator(client):
    person = UserFactory()
    group, _made = Group.objects.get_or_create(name=PlatformGroup.COORDINATORS)
    person.groups.add(group)
    client.force_login(person)
    return client


def test_an_entity_is_covered_by_a_certified_contact_person_of_today(here, there):
    EntityFactory(code="LEEG")
    a_certificate(mandate=a_contact(here.entity), at=clock.now())
    a_contact(there.entity)

    assert covers() == {
        "TEST-A": Cover.CERTIFIED,
        "TEST-B": Cover.NOT_CERTIFIED,
        "LEEG": Cover.NOBODY,
    }


def test_a_certificate_that_expired_or_a_mandate_that_ended_covers_nothing(here):
    mandate = a_contact(here.entity)
    a_certificate(mandate=mandate, at=clock.now() - timedelta(days=4 * 365))
    assert states() == [TrajectoryState.EXPIRED]
    assert covers() == {"TEST-A": Cover.NOT_CERTIFIED}

    end_mandate(mandate, on=YESTERDAY)
    assert covers() == {"TEST-A": Cover.NOBODY}


def test_an_entity_that_merged_counts_with_its_successor(here, there):
    a_certificate(mandate=a_contact(there.entity), at=clock.now())
    merge_entity(there.entity, into=here.entity, on=YESTERDAY)

    assert covers() == {"TEST-A": Cover.CERTIFIED}


def test_a_contact_person_is_under_way_with_the_trajectory_meant_for_them(here):
    mandate = a_contact(here.entity)
    trajectory = a_trajectory()
    trajectory.roles.add(mandate.role)
    assert states() == [TrajectoryState.NOT_STARTED]

    chosen(mandate, trajectory)

    assert states() == [TrajectoryState.UNDER_WAY]


def test_somebody_who_was_erased_is_nobody(here):
    mandate = a_contact(here.entity)
    mandate.person.erased_at = clock.now()
    mandate.person.save()

    assert covers() == {"TEST-A": Cover.NOBODY}


@pytest.mark.parametrize("address", ["/hr/dekking/", "/hr/dekking/pijlers/"])
def test_it_is_for_the_coordinator_alone(client, here, address):
    for person in (here.hr, here.learner().person):
        client.force_login(person)
        assert client.get(address).status_code == 403


def test_every_number_leads_to_as_many_entities(coordinator, here, there):
    a_certificate(mandate=a_contact(here.entity), at=clock.now())
    a_contact(there.entity)
    EntityFactory(code="LEEG")

    page = coordinator.get("/hr/dekking/")

    assert sum(number["value"] for number in page.context["numbers"]) == 3
    for number in page.context["numbers"]:
        behind = coordinator.get(f"/hr/dekking/{number['query']}")
        assert behind.context["found"] == number["value"]


def test_looking_at_contact_persons_by_name_is_noted(coordinator, here):
    contact = a_contact(here.entity, last_name="Aerts")

    assert "Aerts" in coordinator.get("/hr/dekking/").content.decode()

    look = RecordLook.objects.get()
    assert (look.person, look.page) == (contact.person, "coverage")


def staffed(entity: Entity, course, *, people: int, did: int) -> None:
    for number in range(people):
        mandate = MandateFactory(entity=entity, role=RoleFactory(slug="medewerker"))
        if number < did:
            finished(asked(mandate, course))


def test_pillars_show_groups_of_five_and_five_and_nothing_that_can_be_subtracted():
    pillar = Term.objects.create(facet=Facet.PILLAR, slug="preventie", name="Preventie")
    course = an_activity()
    course.terms.add(pillar)
    sizes = {"A": (12, 6), "B": (11, 2), "C": (13, 7)}
    for code, (people, did) in sizes.items():
        staffed(EntityFactory(code=code, name=code), course, people=people, did=did)
    chooser = MandateFactory(entity=Entity.objects.get(code="A"))
    finished(chosen(chooser, course))  # of one's own choice, seen by nobody

    table = pillar_table(TODAY)

    lines = {line.entity.code: (line.people, line.numbers) for line in table.lines}
    assert lines["B"] == (11, [None])
    shown = [numbers[0] for _people, numbers in lines.values() if numbers[0]]
    assert len(shown) == 1  # another one is hidden with B
    assert table.totals == [15]
    assert lines["C"][1] == [7]
    assert table.totals[0] - sum(shown) == 8  # of A and B together, and no more


def test_what_was_done_at_a_predecessor_counts_at_the_successor_once(here, there):
    pillar = Term.objects.create(facet=Facet.PILLAR, slug="preventie", name="Preventie")
    course = an_activity()
    course.terms.add(pillar)
    staffed(there.entity, course, people=10, did=5)
    merge_entity(there.entity, into=here.entity, on=YESTERDAY)

    [line] = [one for one in pillar_table(TODAY).lines if one.entity == here.entity]

    assert (line.people, line.numbers) == (12, [5])  # with HR of both


def test_the_pages_cost_the_same_however_many(
    coordinator, here, django_assert_max_num_queries
):
    for number in range(12):
        a_contact(EntityFactory(code=f"E-{number}"))

    with django_assert_max_num_queries(20):
        coordinator.get("/hr/dekking/")
    with django_assert_max_num_queries(20):
        coordinator.get("/hr/dekking/pijlers/")
