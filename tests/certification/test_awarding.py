"""One certificate per award, frozen, whatever races or changes afterwards."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from certification import operations
from certification.enums import EventKind
from certification.exceptions import Nameless, NotEarned
from certification.models import (
    Award,
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CertificatePersonalia,
)
from certification.operations.issuing import commitment
from certification.printed import printed
from certification.receivers import award_on_completion
from lms.accounts.models import User
from lms.accounts.operations import rename
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from lms.learning.rules import AllOf, AtLeast, Needs
from lms.learning.signals import activity_completed
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.certification import (
    a_certificate,
    a_trajectory,
    complete,
    follow,
    parts_of,
)
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

A_MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_completing_a_trajectory_issues_its_certificate(
    django_capture_on_commit_callbacks,
):
    trajectory = a_trajectory()

    with django_capture_on_commit_callbacks(execute=True):
        completion = follow(trajectory)

    certificate = Certificate.objects.get()
    assert certificate.award.completion == completion
    assert certificate.number == f"IC-{clock.today().year}-000001"
    assert [event.kind for event in certificate.events.all()] == [EventKind.ISSUED]
    assert CertificateDocument.objects.get().certificate == certificate


def test_numbers_follow_one_another_within_a_year():
    trajectory = a_trajectory()

    numbers = [a_certificate(trajectory=trajectory).number[-6:] for _ in range(3)]

    assert numbers == ["000001", "000002", "000003"]


def test_asking_again_answers_the_same_certificate_and_writes_nothing():
    certificate = a_certificate()

    again = operations.award(certificate.award.completion_id)

    assert again == certificate
    assert (Award.objects.count(), Certificate.objects.count()) == (1, 1)
    assert CertificateEvent.objects.count() == 1


def test_other_completions_earn_nothing():
    certificate = a_certificate()
    parts = certificate.award.person.completions.exclude(
        activity__kind=ActivityKind.TRAJECTORY
    )

    assert [operations.award(part.pk) for part in parts] == [None, None]


def test_a_trajectory_without_terms_earns_nothing():
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[an_activity()])

    assert operations.award(follow(trajectory).pk) is None
    assert operations.catch_up(clock.now()) == 0


def test_a_completion_without_its_evidence_is_refused(caplog):
    trajectory = a_trajectory()
    learner = UserFactory()
    part = learning.register(learner, trajectory)
    # An import that vouches for the whole: the parts themselves were never done.
    LearningActivity.objects.filter(pk=trajectory.pk).update(has_own_part=True)
    part.tree = None
    part.save()
    trajectory.requirement_trees.update(is_current=False)
    learning.report_progress(part.pk, 100)

    with pytest.raises(NotEarned):
        operations.award(part.completion.pk)

    assert operations.catch_up(clock.now()) == 0
    assert not Award.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_that_complete_the_last_requirement_issue_one_certificate():
    trajectory = a_trajectory()
    mandate = MandateFactory()
    learner = mandate.person
    learning.register(learner, trajectory, mandate=mandate)
    first, last = parts_of(trajectory)
    complete(learner, first, mandate=mandate)
    part = learning.register(learner, last, mandate=mandate)

    def finish(_):
        try:
            learning.report_progress(part.pk, 100)
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        list(threads.map(finish, range(50)))

    certificate = Certificate.objects.get()
    assert certificate.number.endswith("-000001")
    assert CertificateEvent.objects.count() == 1
    assert CertificateDocument.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_awards_and_catch_ups_that_race_issue_one_certificate():
    with nobody_hears():
        completion = follow(a_trajectory())
    assert not Certificate.objects.exists()

    def ask(turn):
        try:
            if turn % 2:
                operations.catch_up(clock.now())
            else:
                operations.award(completion.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(ask, range(32)))

    assert Certificate.objects.count() == 1
    assert Award.objects.count() == 1
    certified = StoredStatement.objects.filter(verb__endswith="/certified")
    assert certified.count() == 1


@contextmanager
def nobody_hears():
    """A completion of which the signal is lost, so that everyone starts from nothing."""
    activity_completed.disconnect(award_on_completion)
    try:
        yield
    finally:
        activity_completed.connect(award_on_completion)


def test_tick_issues_what_a_lost_signal_left(capsys):
    completion = follow(a_trajectory())  # on_commit never runs in this test
    assert not Certificate.objects.exists()

    call_command("tick")
    call_command("tick")

    assert Certificate.objects.get().award.completion == completion


def test_it_holds_up_to_and_including_the_same_day_three_years_later():
    certificate = a_certificate(at=A_MORNING)

    assert certificate.completed_on == date(2026, 11, 20)
    assert certificate.valid_until == date(2029, 11, 20)
    assert certificate.standing_on(date(2029, 11, 20)) == "valid"
    assert certificate.standing_on(date(2029, 11, 21)) == "expired"


def test_the_trajectory_is_complete_on_the_day_of_its_last_part():
    trajectory = a_trajectory()
    mandate = MandateFactory()
    learning.register(mandate.person, trajectory, mandate=mandate)
    first, last = parts_of(trajectory)
    complete(mandate.person, first, mandate=mandate, at=A_MORNING)
    # Recorded later, about an earlier day: a session attended a week before.
    complete(mandate.person, last, mandate=mandate, at=A_MORNING.replace(day=13))
    completion = mandate.person.completions.get(activity=trajectory)

    assert operations.award(completion.pk).completed_on == date(2026, 11, 20)


def test_what_was_done_beside_what_it_took_moves_no_day():
    core, one, other = courses(3)
    trajectory = a_trajectory()
    rule = AllOf((Needs(core.key), AtLeast(1, (Needs(one.key), Needs(other.key)))))
    learning.set_requirements(trajectory, rule)
    mandate = MandateFactory()
    learning.register(mandate.person, trajectory, mandate=mandate)
    for day, part in ((1, one), (10, other), (5, core)):  # the last one recorded late
        complete(mandate.person, part, at=A_MORNING.replace(day=day))
    completion = mandate.person.completions.get(activity=trajectory)

    assert operations.award(completion.pk).completed_on == date(2026, 11, 5)


def test_nothing_that_changes_afterwards_changes_it():
    mandate = MandateFactory(
        person__first_name="Lore", person__last_name="Maesen", entity__name="Wegwijzers"
    )
    trajectory = a_trajectory()
    certificate = a_certificate(trajectory=trajectory, mandate=mandate)
    before = printed(certificate)
    pdf = bytes(operations.document_of(certificate).content)

    rename(mandate.person, first_name="Iemand", last_name="Anders")
    mandate.entity.name = "Iets anders"
    mandate.entity.save()
    LearningActivity.objects.update(title="Nieuwe titel", code="")
    trajectory.certificate_terms.wording = "Nieuwe tekst"
    trajectory.certificate_terms.validity_months = 1
    trajectory.certificate_terms.save()
    new_rule = AllOf((Needs(an_activity().key),))
    learning.set_requirements(trajectory, new_rule)
    learning.withdraw_activity(trajectory.key)
    operations.catch_up(clock.now())

    certificate = Certificate.objects.get()
    assert printed(certificate) == before
    assert "Lore Maesen" in before.wording
    assert bytes(operations.document_of(certificate).content) == pdf


def test_the_database_refuses_to_change_or_delete_it():
    certificate = a_certificate()
    operations.document_of(certificate)

    refused = [
        lambda: Certificate.objects.update(number="IC-2026-999999"),
        lambda: Certificate.objects.update(valid_until=date(2099, 1, 1)),
        lambda: CertificateEvent.objects.update(reason="anders"),
        lambda: CertificateDocument.objects.update(sha256="0" * 64),
        lambda: raw_delete("certification_certificateevent"),
        lambda: raw_delete("certification_certificatedocument"),
        lambda: raw_delete("certification_certificate"),
    ]

    for change in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def raw_delete(table):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def test_one_in_force_per_award_is_a_rule_of_the_database():
    certificate = a_certificate()
    second = Certificate.objects.get()
    second.pk, second.number, second.code = None, "IC-2026-000099", "X"

    with pytest.raises(DatabaseError), transaction.atomic():
        second.save(force_insert=True)

    Certificate.objects.filter(pk=certificate.pk).update(in_force=False)
    second.save(force_insert=True)


def test_its_hash_commits_to_the_personal_facts():
    certificate = a_certificate()
    personalia = certificate.personalia

    assert certificate.facts_sha256 == commitment(personalia.salt, personalia.facts)
    assert certificate.facts_sha256 != commitment(
        personalia.salt, {**personalia.facts, "family_name": "Anders"}
    )


def test_an_erased_person_leaves_number_trajectory_and_dates():
    certificate = a_certificate()
    document = operations.document_of(certificate)
    CertificatePersonalia.objects.all().delete()
    CertificateDocument.objects.update(content=None)
    Award.objects.update(person=None)

    certificate = Certificate.objects.to_check().get()
    assert (certificate.name, certificate.facts) == ("", None)
    assert certificate.document.sha256 == document.sha256
    assert certificate.standing_on(clock.today()) == "valid"


def test_what_is_printed_is_what_the_hash_commits_to():
    a_certificate()
    CertificatePersonalia.objects.update(name="Iemand Anders")

    assert "Anders" not in printed(Certificate.objects.to_check().get()).name


def test_the_role_reads_well_within_the_sentence():
    mandate = MandateFactory(role__name="Vertrouwenspersoon", entity__name="Loketten")

    wording = printed(a_certificate(mandate=mandate)).wording

    assert ", vertrouwenspersoon bij Loketten, heeft" in wording


def test_an_account_without_a_name_gets_its_certificate_once_it_has_one(caplog):
    mandate = MandateFactory(person__first_name="", person__last_name="")
    completion = follow(a_trajectory(), mandate=mandate)
    with pytest.raises(Nameless):
        operations.award(completion.pk)
    assert operations.catch_up(clock.now()) == 0

    rename(mandate.person, first_name="Noor", last_name="Peeters")

    assert operations.catch_up(clock.now()) == 1
    assert Certificate.objects.to_check().get().name == "Noor Peeters"


def test_who_is_gone_gets_the_certificate_and_no_mail(mailoutbox):
    completion = follow(a_trajectory())
    User.objects.update(is_active=False)

    assert operations.award(completion.pk)
    assert not mailoutbox


def test_someone_without_a_mandate_gets_a_sentence_without_one():
    trajectory = a_trajectory()
    learner = UserFactory(first_name="Noor", last_name="Peeters")
    learning.register(learner, trajectory)
    for part in parts_of(trajectory):
        complete(learner, part)

    certificate = operations.award(learner.completions.get(activity=trajectory).pk)

    wording = printed(certificate).wording
    assert wording.startswith("Noor Peeters")
    assert " bij " not in wording
    assert "{" not in wording


def test_issuing_costs_the_same_however_many_requirements():
    a_certificate()  # the first of a year also begins its numbers
    costs = []
    for parts in (2, 12):
        completion = follow(a_trajectory(requires=courses(parts), code=f"TR-{parts}"))
        with CaptureQueriesContext(connection) as queries:
            operations.award(completion.pk)
        costs.append(len(queries))

    # Nine for the statement, on PostgreSQL ten for it locks its sequence; three for the chain.
    assert costs[0] == costs[1] <= 40 + (connection.vendor == "postgresql")


def courses(number):
    return [an_activity() for _ in range(number)]


def test_what_steers_the_text_is_no_part_of_a_printed_name():
    mandate = MandateFactory()
    rename(mandate.person, first_name="\u202eLore\u200b", last_name="Maesen\x07\n")

    certificate = operations.award(follow(a_trajectory(), mandate=mandate).pk)

    assert certificate.name == "Lore Maesen"
    assert "Lore Maesen" in certificate.facts["wording"]
    assert "\u202e" not in certificate.facts["wording"]


def test_a_name_of_nothing_to_see_is_none():
    mandate = MandateFactory()
    rename(mandate.person, first_name="\u200b", last_name="\u202e")

    with pytest.raises(Nameless):
        operations.award(follow(a_trajectory(), mandate=mandate).pk)
