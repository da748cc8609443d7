"""A reviewer puts a completion right; what rests on it, and certificates after that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification import operations
from certification.exceptions import NotEarned
from certification.models import Award, Certificate
from certification.operations.awarding import issue_for
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import (
    Completion,
    CompletionCorrection,
    LearningActivity,
    Participation,
)
from tests.certification.test_recording import person_who_may
from tests.factories.accounts import UserFactory, let_edit
from tests.factories.certification import a_trajectory, a_trajectory_page
from tests.factories.courses import publish
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

REASON = "De verkeerde persoon stond op de lijst"


@pytest.fixture
def session():
    return an_activity(ActivityKind.SESSION, title="Sessie", trainer_completes=True)


@pytest.fixture
def trajectory(session):
    return a_trajectory(requires=[session])


@pytest.fixture
def mandate(trajectory):
    mandate = MandateFactory(person__first_name="Lore", person__last_name="Maesen")
    learning.register(mandate.person, trajectory, mandate=mandate)
    return mandate


@pytest.fixture
def attended(mandate, session):
    return attend(mandate, session)


@pytest.fixture
def whole(attended, trajectory):
    """Completed by the session alone."""
    return Completion.objects.get(activity=trajectory)


@pytest.fixture
def reviewer(client):
    person = person_who_may("access_admin", "record_completion")
    client.force_login(person)
    return person


def attend(mandate, session):
    return learning.record_completion(
        mandate.person, session, by=UserFactory(), at=clock.now(), mandate=mandate
    ).completion


def url(completion):
    return reverse("certification_put_right", args=[completion.pk])


def list_of(activity, q=""):
    return f"{reverse('certification_find_to_put_right')}?activity={activity.pk}&q={q}"


def annul(completion):
    return learning.annul(completion, by=UserFactory(), reason=REASON)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_from_the_list_to_the_page_to_the_correction(client, reviewer, attended):
    listed = text_of(client.get(list_of(attended.activity, q="maes")))
    assert url(attended) in listed
    assert "Lore Maesen" in text_of(client.get(url(attended)))

    response = client.post(url(attended), {"reason": REASON}, follow=True)

    assert "telt niet meer voor Lore Maesen" in text_of(response)
    assert REASON in text_of(response)
    correction = CompletionCorrection.objects.get()
    assert (correction.by, correction.reason) == (reviewer, REASON)
    assert "Rechtgezet op" in text_of(client.get(list_of(attended.activity)))


def test_without_a_reason_nothing_happens_and_the_page_says_so(
    client, reviewer, attended
):
    response = client.post(url(attended), {"reason": " "})

    assert response.status_code == 400
    assert "verplicht" in text_of(response)
    assert not CompletionCorrection.objects.exists()


def test_sent_twice_it_is_put_right_once(client, reviewer, attended):
    client.post(url(attended), {"reason": REASON})

    again = client.post(url(attended), {"reason": "Nog eens"})

    assert again.status_code == 400
    assert CompletionCorrection.objects.get().reason == REASON


def test_the_page_names_what_rests_on_it(client, reviewer, attended, whole):
    certificate = operations.award(whole.pk)

    told = text_of(client.get(url(attended)))

    assert "Hierdoor voltooid" in told
    assert url(whole) in told
    assert certificate.number in told
    assert "een coördinator trekt het in" in told
    assert reverse("certification_revoke", args=[certificate.pk]) not in told


def test_who_may_revoke_is_led_there(client, attended, whole):
    certificate = operations.award(whole.pk)
    client.force_login(
        person_who_may(
            *("access_admin", "record_completion"),
            *("view_certificate", "revoke_certificate"),
        )
    )

    told = text_of(client.get(url(attended)))

    assert reverse("certification_revoke", args=[certificate.pk]) in told


def test_what_completed_it_comes_first(client, reviewer, attended, whole):
    assert url(attended) in text_of(client.get(url(whole)))

    response = client.post(url(whole), {"reason": REASON})

    assert response.status_code == 400
    assert "Zet eerst het onderdeel recht" in text_of(response)
    assert not CompletionCorrection.objects.exists()


def test_nobody_finds_their_own_button(client, mandate, session):
    own = attend(mandate, session)
    person_who_may_as(mandate.person)
    client.force_login(mandate.person)

    assert "iemand anders moet het rechtzetten" in text_of(client.get(url(own)))
    assert client.post(url(own), {"reason": REASON}).status_code == 400
    assert not CompletionCorrection.objects.exists()


def person_who_may_as(person):
    other = person_who_may("access_admin", "record_completion")
    person.user_permissions.set(other.user_permissions.all())


def test_what_somebody_chose_for_themselves_is_found_by_nobody(client, reviewer):
    course = an_activity(title="Eigen keuze")
    part = learning.register(UserFactory(), course)
    done = learning.report_progress(part.pk, 100).completion

    assert client.get(url(done)).status_code == 404
    assert str(done.learner) not in text_of(client.get(list_of(course)))


def test_for_who_is_in_charge_alone(client, session, mandate):
    page = publish(a_trajectory_page(groups=[("", None, [session])]))
    trainer = person_who_may("access_admin", "record_completion")
    own = an_activity(ActivityKind.SESSION, trainer_completes=True)
    other = publish(a_trajectory_page(title="Ander", groups=[("", None, [own])]))
    let_edit(trainer, other)
    client.force_login(trainer)
    learning.register(mandate.person, the_activity_of(page), mandate=mandate)
    attended = attend(mandate, session)  # it has no page: of whoever may record
    whole = Completion.objects.get(activity=the_activity_of(page))

    assert client.get(url(whole)).status_code == 404
    assert client.post(url(whole), {"reason": REASON}).status_code == 404
    assert client.get(url(attended)).status_code == 200
    assert not CompletionCorrection.objects.exists()


def the_activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def test_who_may_not_record_sees_none_of_it(client, attended):
    client.force_login(person_who_may("access_admin"))

    for address in (url(attended), list_of(attended.activity)):
        assert client.get(address).status_code in {302, 403}
    client.post(url(attended), {"reason": REASON})
    assert not CompletionCorrection.objects.exists()


def test_recorded_pages_lead_to_it(client, reviewer, attended, session):
    recording = f"{reverse('certification_record_completion')}?activity={session.pk}&q="
    exempting = f"{reverse('certification_exempt')}?activity={session.pk}&q="

    for address in (recording, exempting):
        assert url(attended) in text_of(client.get(address))


def test_the_list_costs_the_same_for_one_and_for_many(
    client, reviewer, session, mandate
):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(list_of(session))
        return len(queries)

    attend(mandate, session)
    cost()
    one = cost()
    for _each in range(6):
        annul(attend(MandateFactory(), session))

    assert cost() == one


def test_no_certificate_is_issued_for_what_was_put_right(attended, whole):
    annul(attended)
    annul(whole)

    assert operations.award(whole.pk) is None
    assert operations.catch_up(clock.now()) == 0
    with pytest.raises(NotEarned):
        issue_for(whole.pk, whole.learner_id)
    assert not Award.objects.exists()


def test_nor_for_a_trajectory_of_which_a_part_was(attended, whole):
    annul(attended)

    with pytest.raises(NotEarned):
        operations.award(whole.pk)

    assert not Certificate.objects.exists()


def test_a_certificate_in_force_stays_and_a_new_one_can_be_earned(
    attended, whole, mandate, session
):
    old = operations.award(whole.pk)
    annul(attended)
    annul(whole)
    old.refresh_from_db()
    assert old.in_force
    operations.revoke(old.pk, by=UserFactory(), reason=REASON)

    attend(mandate, session)

    anew = Completion.objects.standing().get(activity=whole.activity)
    new = operations.award(anew.pk)
    assert new != old
    assert new.in_force
    assert new.valid_until == old.valid_until


def test_what_was_not_revoked_gives_the_new_one_no_more_time(
    attended, whole, mandate, session
):
    old = operations.award(whole.pk)
    annul(attended)
    annul(whole)
    attend(mandate, session)

    anew = Completion.objects.standing().get(activity=whole.activity)

    assert operations.award(anew.pk).valid_until == old.valid_until


def test_the_trajectory_is_followed_again(attended, whole):
    annul(attended)
    annul(whole)

    own = Participation.objects.of(whole.learner).open()
    assert own.get().activity == whole.activity
    closed = Participation.objects.get(pk=whole.participation_id)
    assert closed.status == Status.WITHDRAWN


def test_the_page_of_the_activity_tells_the_learner(client, mandate, session):
    page = publish(a_trajectory_page(groups=[("", None, [session])]))
    learning.register(mandate.person, the_activity_of(page), mandate=mandate)
    done = attend(mandate, session)
    whole = Completion.objects.get(activity=the_activity_of(page))
    client.force_login(mandate.person)
    assert REASON not in text_of(client.get(page.url))
    annul(done)
    annul(whole)

    assert REASON in text_of(client.get(page.url))
    client.force_login(UserFactory())
    assert REASON not in text_of(client.get(page.url))

    attend(mandate, session)
    client.force_login(mandate.person)
    assert REASON not in text_of(client.get(page.url))
