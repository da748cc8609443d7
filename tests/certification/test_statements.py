"""A certificate is told when it is issued and when it holds no longer; to nobody's harm."""

import json
from datetime import timedelta

import pytest

from certification import operations
from certification.enums import EventKind, Standing
from certification.exceptions import NotThatDay
from certification.models import Award, Certificate
from lms.common import clock
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate
from tests.xapi.profile.matching import faults_of, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def told(verb):
    rows = StoredStatement.objects.filter(verb__endswith=f"/{verb}").order_by("seq")
    return [json.loads(row.payload) for row in rows]


def test_issuing_a_certificate_is_told():
    certificate = a_certificate()
    award = certificate.award

    (one,) = told("certified")

    assert faults_of(one) == []
    assert one["actor"]["account"]["name"] == str(award.person.public_id)
    registration = award.completion.participation.registration
    assert one["context"]["registration"] == str(registration)
    assert one["object"]["id"].endswith(
        f"/activities/{award.trajectory.key}/credential"
    )
    grouping = one["context"]["contextActivities"]["grouping"]
    assert [activity["id"] for activity in grouping] == [award.trajectory.iri]


def test_neither_number_nor_code_nor_name_nor_hash_is_told():
    certificate = a_certificate()
    operations.revoke(certificate.pk, by=UserFactory(), reason="Op naam van een ander")

    text = json.dumps(told("certified") + told("revoked"))

    for secret in (
        *(certificate.number, certificate.code, certificate.name),
        *(certificate.facts_sha256, "naam van een ander"),
    ):
        assert secret not in text


def test_awarding_again_tells_nothing_more():
    certificate = a_certificate()

    operations.award(certificate.award.completion_id)
    operations.catch_up(clock.now())

    assert len(told("certified")) == 1


def test_revoking_is_told_once():
    certificate = a_certificate()
    trainer = UserFactory()

    operations.revoke(certificate.pk, by=trainer, reason="Verkeerde persoon")
    operations.revoke(certificate.pk, by=trainer, reason="Nog eens")

    (one,) = told("revoked")
    assert faults_of(one) == []
    assert templates_of(one) == ["revoked"]
    assert one["verb"]["id"].startswith("https://integriteitscampus.example/xapi/")
    assert one["object"] == told("certified")[0]["object"]
    assert one["id"] != told("certified")[0]["id"]


def test_a_revoked_certificate_is_never_issued_anew_and_says_so():
    with clock.at(clock.now() - timedelta(days=5)):
        certificate = a_certificate()
    earlier = clock.today() - timedelta(days=2)

    operations.revoke(certificate.pk, by=UserFactory(), reason="x", on=earlier)
    operations.award(certificate.award.completion_id)

    certificate = Certificate.objects.to_check().get()
    assert certificate.standing_on(clock.today()) == Standing.REVOKED
    assert certificate.standing_on(earlier - timedelta(days=1)) == Standing.VALID
    assert not certificate.in_force
    kinds = [event.kind for event in certificate.events.all()]
    assert kinds == [EventKind.ISSUED, EventKind.REVOKED]
    assert len(told("certified")) == 1


def test_of_somebody_who_was_erased_nothing_is_told():
    certificate = a_certificate()
    Award.objects.update(person=None)

    operations.revoke(certificate.pk, by=UserFactory(), reason="x")

    assert told("revoked") == []
    assert not Certificate.objects.get().in_force


def test_a_revocation_has_a_day_between_its_issue_and_today():
    certificate = a_certificate()

    for days in (-1, 1):
        day = clock.today() + timedelta(days=days)
        with pytest.raises(NotThatDay):
            operations.revoke(certificate.pk, by=UserFactory(), reason="x", on=day)

    assert Certificate.objects.get().in_force
