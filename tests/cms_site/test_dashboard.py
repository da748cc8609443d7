from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms_site.catalogue.offer import read_offer
from cms_site.dashboard import Dashboard
from lms.common import clock
from lms.learning import operations
from lms.learning.enums import ActivityKind, Facet
from lms.learning.models import Prerequisite, Term
from lms.learning.rules import AllOf, AtLeast, Needs
from lms.organisation.wording import within_a_sentence
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory()


def a_trajectory(*core, electives=(), minimum=1):
    trajectory = an_activity(ActivityKind.TRAJECTORY, title="Traject", requires=core)
    groups = [AllOf(tuple(Needs(each.key) for each in core), "Kern")]
    if electives:
        groups.append(
            AtLeast(minimum, tuple(Needs(each.key) for each in electives), "Keuze")
        )
    operations.set_requirements(trajectory, AllOf(tuple(groups)))
    return trajectory


def do(learner, activity, progress=100):
    participation = operations.register(learner, activity)
    return operations.report_progress(participation.pk, progress)


def test_it_asks_for_a_login_and_comes_back(client):
    response = client.get("/mijn-leren/")

    assert response.url == "/accounts/login/?next=/mijn-leren/"


def test_who_has_nothing_is_told_where_to_begin(client, site, learner):
    client.force_login(learner)

    response = client.get("/mijn-leren/")

    assert "Je bent nog nergens voor ingeschreven." in response.content.decode()


def test_what_was_withdrawn_is_nothing_to_go_on_with(learner):
    older, newer = an_activity(title="Ouder"), an_activity(title="Nieuwer")
    do(learner, older, 20)
    do(learner, newer, 30)

    operations.withdraw_activity(newer.key)
    assert Dashboard(learner).next_thing.activity == older

    operations.withdraw_activity(older.key)
    assert Dashboard(learner).next_thing is None


def test_the_next_step_of_a_trajectory_is_one_that_is_offered(learner):
    first, second = an_activity(title="Een"), an_activity(title="Twee")
    operations.register(learner, a_trajectory(first, second))

    operations.withdraw_activity(first.key)
    assert Dashboard(learner).next_thing.activity == second

    operations.withdraw_activity(second.key)
    assert Dashboard(learner).next_thing is None
    assert Dashboard(learner).trajectories[0].next_step is None


def test_what_was_begun_last_comes_first_at_the_place_where_it_was_left(learner):
    older, newer = an_activity(title="Ouder"), an_activity(title="Nieuwer")
    lesson = an_activity(ActivityKind.LESSON, address="/aanbod/nieuwer/les-3/")
    do(learner, older, 20)
    participation = do(learner, newer, 30)
    operations.move_to(participation.pk, lesson)

    next_thing = Dashboard(learner).next_thing

    assert next_thing.activity == newer
    assert next_thing.address == "/aanbod/nieuwer/les-3/#hier"


def test_a_trajectory_says_how_far_it_is_and_what_comes_next(learner):
    first, second = an_activity(title="Eerst"), an_activity(title="Dan")
    choices = [an_activity(title=f"Keuze {number}") for number in range(3)]
    operations.register(
        learner, a_trajectory(first, second, electives=choices, minimum=2)
    )
    do(learner, first)
    for choice in choices:
        do(learner, choice)

    (journey,) = Dashboard(learner).trajectories

    assert (journey.way.steps_done, journey.way.steps_needed) == (3, 4)
    assert journey.next_step == second
    assert Dashboard(learner).next_thing.trajectory == journey.participation.activity


def test_registering_for_a_session_is_not_having_begun_it(learner):
    course = an_activity(title="Startmodule")
    session = an_activity(ActivityKind.SESSION, trainer_completes=True)
    operations.register(learner, a_trajectory(course, session))
    operations.register(learner, session)

    assert Dashboard(learner).next_thing.activity == course


def test_a_certificate_of_these_days_comes_first(client, learner):
    mandate = MandateFactory(person=learner)
    certificate = a_certificate(mandate=mandate)
    client.force_login(learner)

    assert Dashboard(learner).fresh_certificate == certificate
    assert "nieuw-certificaat" in client.get("/mijn-leren/").content.decode()

    with clock.at(clock.now() + timedelta(days=15)):
        assert Dashboard(learner).fresh_certificate is None


def test_deadlines_come_most_urgent_first_and_say_so(learner):
    mandate = MandateFactory(person=learner)
    for days in (40, -3, 5):
        operations.assign(
            learner,
            an_activity(title=f"Over {days} dagen"),
            mandate=mandate,
            by=None,
            due_on=clock.today() + timedelta(days=days),
        )

    late, soon, later = Dashboard(learner).deadlines

    assert (late.is_late, late.days_late) == (True, 3)
    assert soon.is_soon
    assert not later.is_late
    assert not later.is_soon


def test_recommendations_are_for_a_role_one_has_and_leave_out_what_one_took_up(learner):
    mandate = MandateFactory(person=learner)
    taken = an_activity(title="Al bezig", roles=[mandate.role])
    fitting = an_activity(title="Past", roles=[mandate.role])
    an_activity(title="Voor allen")
    operations.register(learner, taken)

    (advice,) = Dashboard(learner).recommended

    assert advice.entry.pk == fitting.pk
    assert advice.reasons == (
        f"Aanbevolen als je {within_a_sentence(mandate.role.name)} bent",
    )


def test_what_somebody_completed_brings_a_pillar_that_is_new(learner):
    prevention, reaction = (
        Term.objects.create(facet=Facet.PILLAR, slug=slug, name=slug.title())
        for slug in ("preventie", "reactie")
    )
    an_activity(title="Zonder pijler")
    done = an_activity(title="Gedaan", terms=[prevention])
    other = an_activity(title="Anders", terms=[reaction])
    do(learner, done)

    (advice,) = Dashboard(learner).recommended

    assert advice.entry.pk == other.pk
    assert advice.reasons == (
        "Je volgde al iets over preventie. Dit gaat over reactie.",
    )


def test_what_waits_for_something_is_recommended_once_that_is_done(learner):
    role = MandateFactory(person=learner).role
    basis = an_activity(title="De basis", roles=[role])
    more = an_activity(title="Meer", roles=[role])
    Prerequisite.objects.create(activity=more, needed=basis)
    assert [each.entry.title for each in Dashboard(learner).recommended] == ["De basis"]

    do(learner, basis)

    (advice,) = Dashboard(learner).recommended
    assert advice.entry.pk == more.pk
    assert advice.reasons == ("Sluit aan op “De basis”",)


def test_the_next_step_is_no_recommendation_where_the_page_shows_it_already(learner):
    mandate = MandateFactory(person=learner)
    step = an_activity(title="Stap", roles=[mandate.role])
    trajectory = a_trajectory(step)
    operations.register(learner, trajectory)
    own = Dashboard(learner)

    assert own.recommended == []
    (advice,) = own.advice(read_offer(), most=3)
    assert advice.entry.pk == step.pk
    assert advice.reasons == ("De volgende stap van “Traject”",)


def test_a_scenario_is_never_offered_for_sharing_alone(client, site, learner):
    mandate = MandateFactory(person=learner)
    scenario = an_activity(ActivityKind.DILEMMA, title="De mand", has_own_part=True)
    course = an_activity(title="Een cursus")
    for activity in (scenario, course):
        operations.register(learner, activity, mandate=mandate)
    client.force_login(learner)

    page = client.get("/mijn-leren/").content.decode()

    assert reverse("learning:share", args=[course.key]) in page
    assert reverse("learning:share", args=[scenario.key]) not in page


def test_it_costs_the_same_however_much_somebody_did(client, site, learner):
    mandate = MandateFactory(person=learner)
    client.force_login(learner)

    def cost_of(size):
        steps = [an_activity(title=f"Stap {number}") for number in range(size + 1)]
        operations.register(learner, a_trajectory(*steps), mandate=mandate)
        for step in steps[:size]:
            do(learner, step)
        for number in range(size):
            an_activity(title=f"Tip {number}", roles=[mandate.role])
            operations.assign(
                learner,
                an_activity(title=f"Gevraagd {number}"),
                mandate=mandate,
                by=None,
                due_on=clock.today(),
            )
            do(learner, an_activity(ActivityKind.DILEMMA, title=f"Dilemma {number}"))
        client.get("/mijn-leren/")  # what the process keeps
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/mijn-leren/").status_code == 200
        return len(queries)

    assert cost_of(1) == cost_of(8) <= AT_MOST


# session, user; participations, mandates, what a law asks of their roles, requirement
# nodes, certificates with their
# events, sessions to come, the offer (3; one where it is kept); navigation (mandates, 2
# of permissions).
AT_MOST = 16
