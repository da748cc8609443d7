"""A reviewer records an exemption; who sees it, and where it shows."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from certification import operations
from certification.printed import printed
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Source
from lms.learning.models import Completion, Exemption, LearningActivity
from tests.certification.test_recording import person_who_may
from tests.factories.accounts import UserFactory, let_edit
from tests.factories.assignments import an_assignment
from tests.factories.certification import a_trajectory, a_trajectory_page, complete
from tests.factories.courses import publish
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 een attest"


@pytest.fixture
def course():
    return an_activity(title="Melden", requires=[an_activity(title="Les")])


@pytest.fixture
def other():
    return an_activity(title="De code")


@pytest.fixture
def trajectory(course, other):
    return a_trajectory(requires=[course, other])


@pytest.fixture
def follower(trajectory):
    mandate = MandateFactory(person__first_name="Lore", person__last_name="Maesen")
    learning.register(mandate.person, trajectory, mandate=mandate)
    return mandate.person


@pytest.fixture
def reviewer(client):
    person = person_who_may("access_admin", "record_completion")
    client.force_login(person)
    return person


def url(course):
    return f"{reverse('certification_exempt')}?activity={course.pk}&q="


def given(who, **changed):
    return {
        "person": who.pk,
        "attended_on": (clock.today() - timedelta(days=3)).isoformat(),
        "reason": "Volgde dezelfde opleiding elders",
        "proof": "Attest van 2024",
        **changed,
    }


def a_file(content=PDF, name="attest.pdf"):
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_an_exemption_is_recorded_with_its_evidence(client, reviewer, course, follower):
    response = client.post(url(course), given(follower, file=a_file()), follow=True)

    assert "telt voor Lore Maesen" in response.content.decode()
    completion = Completion.objects.get(activity=course)
    assert (completion.source, completion.recorded_by) == (Source.EXEMPTION, reviewer)
    assert clock.local_date(completion.completed_at) == clock.today() - timedelta(3)
    kept = completion.exemption
    assert (kept.file_name, kept.file_type) == ("attest.pdf", "application/pdf")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reason": ""}, "verplicht"),
        ({"proof": ""}, "Geef het bewijs"),
        ({"attended_on": "2999-01-01"}, "moet nog komen"),
        ({"person": 0}, "volgt geen traject met"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_is_recorded(
    client, reviewer, course, follower, wrong, told
):
    response = client.post(url(course), given(follower, **wrong))

    assert response.status_code == 400
    assert told in response.content.decode()
    assert not Exemption.objects.exists()


def renewing(mandate, trajectory, days):
    with clock.at(clock.now() - timedelta(days)):
        return learning.begin_again(
            mandate.person, trajectory, mandate=mandate, counts_from=clock.now()
        )


def test_a_day_before_the_renewal_is_refused_for_who_renews(
    client, reviewer, course, trajectory
):
    mandate = MandateFactory()
    renewing(mandate, trajectory, days=2)

    early = client.post(url(course), given(mandate.person))

    assert early.status_code == 400
    assert "Deze persoon vernieuwt een certificaat" in early.content.decode()
    assert not Exemption.objects.exists()

    today = clock.today().isoformat()
    client.post(url(course), given(mandate.person, attended_on=today))
    assert Exemption.objects.count() == 1


def test_who_also_needs_it_for_the_first_time_can_have_an_earlier_day(
    client, reviewer, course, trajectory
):
    mandate = MandateFactory()
    renewing(mandate, trajectory, days=2)
    other = a_trajectory(requires=[course], title="Een ander traject", code="TR-09")
    learning.register(mandate.person, other, mandate=mandate)

    client.post(url(course), given(mandate.person))

    assert Exemption.objects.count() == 1


def test_what_somebody_chose_for_themselves_is_not_shown(client, reviewer, course):
    own = MandateFactory(person__last_name="Zonder")
    learning.register(own.person, course, mandate=own)

    assert "Zonder" not in client.get(url(course)).content.decode()


@pytest.mark.parametrize(
    "content", [b"<script>", b"\xff\xd8\xff<script>", b"%PDF-" + b"x" * 5 * 1024 * 1024]
)
def test_another_or_too_large_a_file_is_refused(
    client, reviewer, course, follower, content
):
    response = client.post(url(course), given(follower, file=a_file(content)))

    assert response.status_code == 400
    assert not Exemption.objects.exists()


def test_the_file_is_called_by_what_is_in_it(client, reviewer, course, follower):
    sent = a_file(name="\u202efdp.diploma\u200b.exe")

    client.post(url(course), given(follower, file=sent))

    kept = Exemption.objects.get()
    assert (kept.file_name, kept.file_type) == ("fdp.diploma.pdf", "application/pdf")


def test_an_exemption_twice_is_refused_in_words(client, reviewer, course, follower):
    client.post(url(course), given(follower))

    response = client.post(url(course), given(follower))

    assert "voltooide “Melden” al" in response.content.decode()
    assert Exemption.objects.count() == 1


def test_the_evidence_is_for_reviewers_only(client, reviewer, course, follower):
    client.post(url(course), given(follower, file=a_file()))
    kept = Exemption.objects.get()
    page = reverse("certification_exemption", args=[kept.pk])
    file = reverse("certification_exemption_proof", args=[kept.pk])

    assert "Attest van 2024" in client.get(page).content.decode()
    response = client.get(file)
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")

    for stranger in (follower, person_who_may("access_admin"), UserFactory()):
        client.force_login(stranger)
        assert client.get(page).status_code in (302, 403)
        assert client.get(file).status_code in (302, 403)


def test_a_reviewer_of_other_pages_exempts_nobody_and_reads_no_reason(
    client, reviewer, follower
):
    page = an_assignment()
    course = LearningActivity.objects.get(key=page.translation_key)
    trajectory = publish(a_trajectory_page(groups=[("Kern", None, [course])]))
    asked = LearningActivity.objects.get(key=trajectory.translation_key)
    learning.register(follower, asked, mandate=follower.mandates.get())
    let_edit(reviewer, trajectory)  # in charge by what it asks
    client.post(url(course), given(follower, file=a_file()))
    kept = Exemption.objects.get()
    other, stranger = person_who_may("access_admin", "record_completion"), Client()
    let_edit(other, an_assignment(slug="anders"))
    stranger.force_login(other)

    response = stranger.post(url(course), given(follower))

    assert response.context["find"].errors["activity"]
    assert "Maesen" not in response.content.decode()
    for name in ("certification_exemption", "certification_exemption_proof"):
        where = reverse(name, args=[kept.pk])
        assert client.get(where).status_code == 200
        assert stranger.get(where).status_code == 404


def exempted(course, follower, reviewer):
    return learning.exempt(
        follower,
        course,
        by=reviewer,
        at=clock.now(),
        reason="Elders gevolgd",
        proof=learning.Proof(text="Attest"),
        mandate=follower.mandates.get(),
    )


def test_the_certificate_says_that_it_was_an_exemption(
    reviewer, course, other, trajectory, follower
):
    complete(follower, other)
    exempted(course, follower, reviewer)

    completion = follower.completions.get(activity=trajectory)
    on_paper = printed(operations.award(completion.pk))

    forms = {step.title: step.form for group in on_paper.groups for step in group.steps}
    assert "vrijstelling" in forms["Melden"]
    assert "vrijstelling" not in forms["De code"]


def test_the_export_has_the_exemption_as_its_source(
    reviewer, course, follower, tmp_path
):
    exempted(course, follower, reviewer)
    entity = follower.mandates.get().entity
    hr = MandateFactory(entity=entity, role__slug="hr-verantwoordelijke").person
    path = tmp_path / "export.csv"

    call_command(
        "export_completions",
        user=hr.email,
        file_format="csv",
        as_of=clock.today().isoformat(),
        output=path,
        stdout=StringIO(),
    )

    rows = list(csv.DictReader(StringIO(path.read_text())))
    sources = {row["opleiding_titel"]: row["bron"] for row in rows}
    assert sources["Melden"] == "vrijstelling"
