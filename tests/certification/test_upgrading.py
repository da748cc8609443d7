"""An upgrade from before the chain issues nothing, mails nobody and changes no PDF."""

from hashlib import sha256

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from certification.chain.checking import Walk
from certification.models import (
    Award,
    Certificate,
    CertificateDocument,
    CertificateEvent,
    ChainLink,
    TrajectoryPage,
)
from certification.sealing import Verdict, examine
from courses.models import CoursePage
from lms.accounts.models import User
from lms.common import personal
from lms.learning import operations as learning
from lms.learning.models import Completion, LearningActivity, Participation
from tests.certification.before_the_chain import (
    MONTHS,
    a_database_of_before,
    migrate,
)
from tests.factories.accounts import UserFactory

# Where it matters most, and migrates fastest; the soak asks SQLite too, of more.
pytestmark = pytest.mark.postgres

SMALL = 12
COPIES = 40  # files that somebody kept, uploaded again at the end


@pytest.fixture
def forward_again():
    """Whatever happens, the database is afterwards as the other tests want it."""
    yield
    migrate()


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_leaves_certificates_as_they_were_and_they_outlive_all(
    forward_again, client, mailoutbox
):
    upgrade_and_delete_everything(SMALL, client, mailoutbox)


def upgrade_and_delete_everything(certificates, client, mailoutbox):
    """Upgrade a database with so many certificates, then delete what they came from.

    One test asks it all: going back and forth takes seconds.
    """
    before = a_database_of_before(certificates)
    mailoutbox.clear()
    counted = counts()
    printed = CertificateDocument.objects.values("id").count()

    migrate()

    assert counts() == counted
    assert CertificateDocument.objects.count() == printed
    assert ChainLink.objects.count() == CertificateEvent.objects.count()
    documents_are_what_they_were(before)
    what_it_takes_moved_along(before)
    call_command("tick", verbosity=0)  # which makes the PDFs that nobody had asked for
    assert counts() == counted
    assert mailoutbox == []
    documents_are_what_they_were(before)
    all_are_verifiable(before, client, personal_data="present")
    copies = copies_of(before)

    delete_the_pages(before, client)
    for person in User.objects.filter(awards__isnull=False):
        personal.erase(person)
    call_command("tick", verbosity=0)

    assert counts() == counted
    assert mailoutbox == []
    assert not Award.objects.filter(person__isnull=False).exists()
    all_are_verifiable(before, client, personal_data="erased")
    for number, content in copies.items():
        finding = examine(content)
        assert (finding.verdict, finding.code) == (
            Verdict.GENUINE,
            before.codes[number],
        )


def counts():
    """How many there are of what an upgrade may not make."""
    issued = CertificateEvent.objects.filter(kind__in=["issued", "revoked"])
    return {
        "issued or revoked": issued.values("id").count(),
        "awards": Award.objects.values("id").count(),
        "certificates": Certificate.objects.values("id").count(),
        "completions": Completion.objects.values("id").count(),
        "participations": Participation.objects.values("id").count(),
    }


def documents_are_what_they_were(before):
    kept = CertificateDocument.objects.filter(certificate__number__in=before.documents)
    for document in kept.select_related("certificate").iterator(100):
        known = before.documents[document.certificate.number]
        assert document.sha256 == known
        assert sha256(document.content).hexdigest() == known
    assert kept.count() == len(before.documents)


def what_it_takes_moved_along(before):
    """The page and its history ask what people follow: publishing makes no new version."""
    page = TrajectoryPage.objects.get()
    trajectory = LearningActivity.objects.get(key=page.translation_key)
    followed = learning.rule_of(trajectory.requirement_trees.get())
    assert page.rule() == followed
    assert page.get_latest_revision_as_object().rule() == followed
    page.save_revision().publish()
    assert trajectory.requirement_trees.count() == 1
    assert trajectory.certificate_terms.validity_months == MONTHS


def all_are_verifiable(before, client, *, personal_data):
    cache.clear()
    for number, code in before.codes.items():
        page = client.get(reverse("certification:certificate", args=[code]))
        answer = client.get(reverse("certification:machine_answer", args=[code])).json()
        assert page.status_code == 200
        assert number in page.content.decode()
        assert (answer["number"], answer["personal_data"]) == (number, personal_data)
        assert answer["status"] == before.standing[number]
    assert list(Walk().breaks()) == []


def copies_of(before):
    """Bytes that people keep, as the page gives them."""
    kept = CertificateDocument.objects.filter(certificate__number__in=before.documents)
    return {
        document.certificate.number: bytes(document.content)
        for document in kept.select_related("certificate")[:COPIES]
    }


def delete_the_pages(before, client):
    """As an administrator does."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for page in (before.course, before.page):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not CoursePage.objects.exists()
    assert not TrajectoryPage.objects.exists()
    client.logout()
