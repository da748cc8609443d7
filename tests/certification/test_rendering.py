"""Documents that a process that died never made are made by tick, a few at a time."""

from datetime import timedelta

import pytest

from certification import operations
from certification.exceptions import NoSealingKey
from certification.models import CertificateDocument
from certification.operations import rendering
from lms.common import clock, personal
from tests.factories.certification import a_certificate, a_trajectory

pytestmark = pytest.mark.django_db


@pytest.fixture
def later():
    return clock.now() + timedelta(minutes=10)


def test_what_has_no_document_gets_one_and_only_once(later):
    certificate = a_certificate()

    assert operations.make_missing_documents(clock.now()) == 0  # its task is at it
    assert operations.make_missing_documents(later) == 1
    assert operations.make_missing_documents(later) == 0
    assert CertificateDocument.objects.get().certificate == certificate


def test_a_few_at_each_tick_and_one_that_fails_keeps_nobody_waiting(later, monkeypatch):
    trajectory = a_trajectory()
    first, *_others = [a_certificate(trajectory=trajectory) for _ in range(3)]
    make = rendering.document_of

    def make_but_one(certificate):
        if certificate == first:
            raise RuntimeError("no such sign")
        return make(certificate)

    monkeypatch.setattr(rendering, "document_of", make_but_one)
    monkeypatch.setattr(rendering, "AT_ONCE", 2)

    assert operations.make_missing_documents(later) == 1
    assert CertificateDocument.objects.count() == 1


def test_of_who_was_erased_nothing_is_made(later):
    personal.erase(a_certificate().award.person)

    assert operations.make_missing_documents(later) == 0


def test_without_a_key_all_wait_and_the_log_says_so_once(later, monkeypatch, caplog):
    trajectory = a_trajectory()
    for _ in range(2):
        a_certificate(trajectory=trajectory)

    def refuse(_certificate):
        raise NoSealingKey("No key signs certificates now.")

    monkeypatch.setattr(rendering, "document_of", refuse)

    assert operations.make_missing_documents(later) == 0
    assert caplog.text.count("No key signs") == 1
