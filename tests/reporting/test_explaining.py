"""“Waarom nog niet voltooid?” for HR and managers: within scope, and no more than theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.reporting.enums import LookedAt
from lms.reporting.models import RecordLook
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory

from .people import a_scenario, an_umbrella, asked, chosen, finished

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def why(client, viewer, participation, *, name="why"):
    client.force_login(viewer)
    return client.get(reverse(f"reporting:{name}", args=[participation.pk]))


def page_of(client, viewer, participation) -> str:
    answer = why(client, viewer, participation)
    assert answer.status_code == 200
    return answer.content.decode()


def test_hr_reads_it_of_the_own_people_alone(client, here, there):
    participation = asked(here.learner(last_name="Hierens"), an_activity(title="Iets"))

    assert "Hierens" in page_of(client, here.hr, participation)
    assert why(client, there.hr, participation).status_code == 404
    assert why(client, participation.learner, participation).status_code == 403


def test_what_somebody_chose_for_themselves_is_not_explained(client, here):
    participation = chosen(here.learner(), an_activity())

    assert why(client, here.hr, participation).status_code == 404


def test_a_look_is_noted(client, here):
    participation = asked(here.learner(), an_activity())

    page_of(client, here.hr, participation)

    look = RecordLook.objects.get()
    assert (look.by, look.person) == (here.hr, participation.learner)
    assert look.page == LookedAt.HR


def test_a_manager_reads_it_of_the_team(client, here):
    role = RoleFactory(slug="leidinggevende", name="Leidinggevende")
    manager = MandateFactory(entity=here.entity, role=role).person
    participation = asked(here.learner(), an_activity())

    answer = why(client, manager, participation, name="team_why")

    assert answer.status_code == 200
    assert RecordLook.objects.get().page == LookedAt.TEAM
    assert why(client, here.hr, participation, name="team_why").status_code == 403


def test_hr_reads_which_parts_of_a_trajectory_are_there(client, here):
    parts = [an_activity(title=f"Deel {letter}") for letter in "AB"]
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=parts)
    mandate = here.learner()
    way = learning.register(mandate.person, trajectory, mandate=mandate)
    finished(learning.register(mandate.person, parts[0], mandate=mandate))
    begun = learning.register(mandate.person, parts[1], mandate=mandate)
    learning.report_progress(begun.pk, 37)

    page = page_of(client, here.hr, way)

    assert "Voltooid op" in page
    assert "Begonnen, nog niet voltooid" in page
    assert "Je bent voor" not in page


def test_of_a_part_taken_elsewhere_hr_reads_only_that_it_counts(client, here, there):
    part = an_activity(title="Deel A")
    trajectory = an_activity(
        ActivityKind.TRAJECTORY, requires=[part, an_activity(title="Deel B")]
    )
    mandate = here.learner()
    elsewhere = MandateFactory(person=mandate.person, entity=there.entity)
    finished(learning.register(mandate.person, part, mandate=elsewhere))
    way = learning.register(mandate.person, trajectory, mandate=mandate)

    page = page_of(client, here.hr, way)

    assert "valt buiten wat je ziet" in page
    assert "Voltooid op" not in page


def test_no_lesson_is_named_and_nothing_inside_a_dilemma(client, here):
    lessons = [an_activity(ActivityKind.LESSON, title=f"Les {n}") for n in range(2)]
    scenarios = [a_scenario(f"Geval {n}") for n in range(2)]
    course, module = an_activity(requires=lessons), an_umbrella(*scenarios)

    for activity in (course, module):
        page = page_of(client, here.hr, asked(here.learner(), activity))
        assert "Les 0" not in page
        assert "Geval 0" not in page


def test_the_page_of_a_person_and_the_list_lead_to_it(client, here):
    participation = asked(here.learner(), an_activity())
    address = reverse("reporting:why", args=[participation.pk])
    client.force_login(here.hr)

    for page in ("completions", "individual"):
        args = [participation.learner.pk] if page == "individual" else []
        shown = client.get(reverse(f"reporting:{page}", args=args)).content.decode()
        assert f'href="{address}"' in shown


def test_it_costs_the_same_however_much_there_is(client, here):
    mandate, ways = here.learner(), {}
    for number in (2, 9):
        parts = [an_activity(title=f"Deel {number}-{n}") for n in range(number)]
        trajectory = an_activity(ActivityKind.TRAJECTORY, requires=parts)
        ways[number] = learning.register(mandate.person, trajectory, mandate=mandate)
        for part in parts[1:]:
            finished(learning.register(mandate.person, part, mandate=mandate))
        why(client, here.hr, ways[number])

    costs = {}
    for number, way in ways.items():
        with CaptureQueriesContext(connection) as queries:
            why(client, here.hr, way)
        costs[number] = len(queries)

    assert costs[2] == costs[9] <= 25
