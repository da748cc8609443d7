"""What an import of historic completions means for certificates, and who reads its evidence."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from certification import operations
from certification.exceptions import NotEarned
from certification.models import Certificate
from certification.operations.attesting import attest_by_itself, catch_up_on_attendance
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from tests.certification.test_recording import person_who_may
from tests.factories.accounts import UserFactory, let_edit
from tests.factories.assignments import an_assignment
from tests.factories.certification import a_trajectory
from tests.factories.history import PROOF
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db
THEN = date(2022, 3, 12)


@pytest.fixture
def reviewer(client):
    person = person_who_may("access_admin", "record_completion")
    client.force_login(person)
    return person


def taken_over(activity, mandate=None, by=None):
    mandate = mandate or MandateFactory(person__last_name="Maesen")
    return learning.take_over(
        mandate.person,
        activity,
        by=by or UserFactory(),
        on=THEN,
        proof=PROOF,
        mandate=mandate,
    )


def test_it_promises_no_certificate_of_attendance_and_the_refusal_says_why():
    session = an_activity(ActivityKind.SESSION)
    LearningActivity.objects.filter(pk=session.pk).update(
        attested_since=clock.start_of(date(2020, 1, 1))
    )
    session.refresh_from_db()
    done = taken_over(session).completion

    assert attest_by_itself(done.pk) is None
    assert catch_up_on_attendance(clock.now()) == 0
    with pytest.raises(NotEarned, match="door een import"):
        operations.attest(done.pk)
    assert not Certificate.objects.exists()


def test_a_trajectory_that_it_completes_earns_its_certificate(
    django_capture_on_commit_callbacks,
):
    course = an_activity(title="Melden")
    trajectory = a_trajectory(requires=[course])
    mandate = MandateFactory()
    learning.register(mandate.person, trajectory, mandate=mandate)

    with django_capture_on_commit_callbacks(execute=True):
        taken_over(course, mandate)

    assert Certificate.objects.of(mandate.person).count() == 1


def test_reviewers_of_the_activity_read_the_evidence_and_nobody_else(client, reviewer):
    page = an_assignment()
    activity = LearningActivity.objects.get(key=page.translation_key)
    let_edit(reviewer, page)
    kept = taken_over(activity)
    address = reverse("certification_historic_proof", args=[kept.pk])

    found = client.get(address).content.decode()
    assert PROOF in found
    assert "12 maart 2022" in found
    listed = client.get(
        f"{reverse('certification_record_completion')}?activity={activity.pk}&q="
    )
    assert address in listed.content.decode()

    elsewhere = person_who_may("access_admin", "record_completion")
    let_edit(elsewhere, an_assignment(slug="anders"))
    for stranger in (
        elsewhere,
        kept.completion.learner,
        person_who_may("access_admin"),
        UserFactory(),
    ):
        other = Client()
        other.force_login(stranger)
        assert other.get(address).status_code in (302, 403, 404)


def test_the_learner_reads_where_it_comes_from(client):
    course = an_activity(title="Melden")
    kept = taken_over(course)
    client.force_login(kept.completion.learner)

    page = client.get(reverse("learning:why", args=[course.key])).content.decode()

    assert "Voltooid op 12 maart 2022, overgenomen uit een lijst" in page
    assert "Wat gevraagd wordt, en wat er al van is" not in page
    assert PROOF not in page


def test_the_export_has_import_as_its_source(tmp_path):
    mandate = MandateFactory()
    taken_over(an_activity(title="Melden"), mandate)
    hr = MandateFactory(entity=mandate.entity, role__slug="hr-verantwoordelijke").person
    path = tmp_path / "export.csv"

    call_command(
        "export_completions",
        user=hr.email,
        file_format="csv",
        as_of=clock.today().isoformat(),
        output=path,
        stdout=StringIO(),
    )

    [row] = csv.DictReader(StringIO(path.read_text()))
    assert (row["bron"], row["voltooid_op"], row["status"]) == (
        "import",
        "2022-03-12",
        "voltooid",
    )
