"""An administrator sees what would go, says so again, and only then it goes."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.common import clock
from lms.xapi.models import StoredStatement
from lms.xapi.recording import record
from lms.xapi.statements import Account
from tests.factories.accounts import who_may
from tests.xapi import samples

pytestmark = pytest.mark.django_db

PUBLIC_ID = "2f4c6a1e-9d0b-4c53-8a43-0a8f1e7d5b11"
ACTOR = {"what": "actor", "who": PUBLIC_ID}
TERM = {"what": "term", "before": "2026-01-01", "store": "record"}
SURE = {"sure": "yes"}


def signed_in(client, *permissions):
    client.force_login(who_may(*permissions))
    return client


@pytest.fixture
def administrator(client):
    return signed_in(client, "remove_storedstatement")


@pytest.fixture
def _statements():
    hers = Account(home_page=samples.HOME, name=PUBLIC_ID)
    with clock.at(datetime(2025, 6, 1, tzinfo=UTC)):
        record(samples.statement(actor=hers), samples.statement())


@pytest.mark.usefixtures("_statements")
def test_a_person_is_erased_when_it_is_said_twice(administrator):
    address = reverse("xapi_removal")

    seen = administrator.post(address, ACTOR).content.decode()
    assert StoredStatement.objects.count() == 2
    assert 'name="sure"' in seen

    administrator.post(address, ACTOR | SURE)
    assert StoredStatement.objects.count() == 1
    (entry,) = ModelLogEntry.objects.all()
    assert entry.action == "xapi.erase_actor"
    assert entry.data["statements"] == 1
    assert PUBLIC_ID not in str(entry.data)


@pytest.mark.usefixtures("_statements")
def test_what_is_old_is_deleted_when_it_is_said_twice(
    administrator, django_capture_on_commit_callbacks
):
    address = reverse("xapi_removal")

    seen = administrator.post(address, TERM).content.decode()
    assert 'name="sure"' in seen
    assert StoredStatement.objects.count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(address, TERM | SURE)
    assert not StoredStatement.objects.exists()
    (entry,) = ModelLogEntry.objects.all()
    assert entry.data == {"before": "2026-01-01", "store": "record"}


@pytest.mark.usefixtures("_statements")
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"what": "other"},
        TERM | {"before": "9999-01-01"},
        TERM | {"before": "gisteren"},
        TERM | {"store": "other"},
        ACTOR | {"who": ""},
        ACTOR | {"who": "{}"},
        ACTOR | {"who": "integriteitscampus"},
    ],
)
def test_what_is_not_clear_does_nothing(administrator, given):
    response = administrator.post(reverse("xapi_removal"), given | SURE)

    assert response.status_code == (
        400 if given.get("what") in {"term", "actor"} else 200
    )
    assert StoredStatement.objects.count() == 2


def test_who_is_not_there_is_not_offered_to_be_erased(administrator):
    seen = administrator.post(reverse("xapi_removal"), ACTOR).content.decode()

    assert PUBLIC_ID in seen
    assert 'name="sure"' not in seen


@pytest.mark.usefixtures("_statements")
@pytest.mark.parametrize("permissions", [[], ["view_storedstatement", "add_page"]])
def test_it_is_for_administrators_alone(client, permissions):
    signed_in(client, *permissions)

    for given in (ACTOR | SURE, TERM | SURE):
        client.post(reverse("xapi_removal"), given)
    assert client.get(reverse("xapi_removal")).status_code == 302
    assert StoredStatement.objects.count() == 2
    assert not ModelLogEntry.objects.exists()
