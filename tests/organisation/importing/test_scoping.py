"""What an import within a scope tells: never who there is elsewhere."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.models import ImportLine, ImportRun, Mandate
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EntityFactory, MandateFactory

from .test_people import NEW, here, mandate, role, run  # noqa: F401 (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def told(here, role):  # noqa: F811
    """Imports lines within the entity; all that is told of them."""

    def send(*lines, **how):
        report = run(*lines, within=frozenset({here.pk}), **how)
        findings = [
            (each.number, each.outcome, each.column, each.text)
            for each in report.findings
        ]
        return findings, dict(report.numbers), report.notes

    return send


def elsewhere(**more):
    return MandateFactory(entity=EntityFactory(), **more).person


def somebody_with_another_id():
    elsewhere(person__vo_id="VO-ANDER", person__email="noor@voorbeeld.test")


def somebody_with_another_address():
    elsewhere(person__vo_id="VO-1", person__email="elders@voorbeeld.test")


def somebody_without_an_id():
    elsewhere(person__vo_id=None, person__email="noor@voorbeeld.test")


def somebody_by_another_name():
    elsewhere(
        person__vo_id="VO-1",
        person__email="noor@voorbeeld.test",
        person__last_name="Anders",
    )


def somebody_who_did_not_confirm():
    person = UserFactory(vo_id=None, email="noor@voorbeeld.test")
    EmailAddress.objects.create(user=person, email=person.email, verified=False)


def two_people():
    somebody_with_another_address()
    elsewhere(person__email="noor@voorbeeld.test")


IN_USE = [
    somebody_with_another_id,
    somebody_with_another_address,
    somebody_without_an_id,
    somebody_by_another_name,
    somebody_who_did_not_confirm,
    two_people,
]


@pytest.mark.parametrize("trial", [True, False])
@pytest.mark.parametrize("in_use", IN_USE)
def test_an_address_or_id_in_use_elsewhere_is_told_as_one_that_is_free(
    told,
    role,  # noqa: F811
    in_use,
    trial,
):
    lines = [
        {**NEW, **mandate()},
        {**NEW, **mandate(since="1/4/2025")},  # a second line about the same person
        {"key": "VO-1", **mandate()},  # no more than the id
        {"email": NEW["email"], **mandate()},
    ]
    free = told(*lines, dry_run=True)
    in_use()
    before = list(User.objects.values()), list(Mandate.objects.values())

    assert told(*lines, dry_run=trial) == free

    assert (list(User.objects.values()), list(Mandate.objects.values())) == before
    kept = ImportLine.objects.filter(number__lte=3)
    assert kept.exists() is not trial  # for an administrator
    if not trial:
        assert ImportRun.objects.get().numbers == {"geweigerd": 4}


def test_who_knows_somebody_wholly_may_bring_them_in(told, role):  # noqa: F811
    person = elsewhere(
        person__vo_id="VO-1",
        person__email="noor@voorbeeld.test",
        person__first_name="Noor",
        person__last_name="Peeters",
    )
    free = told({**NEW, "key": "VO-2", "email": "n@v.test", **mandate()}, dry_run=True)

    assert told({**NEW, **mandate()}) == free

    assert person.mandates.count() == 2
    assert not ImportLine.objects.exists()
    assert told({**NEW, **mandate()})[1] == {"ongewijzigd": 1}


def test_somebody_new_is_made_at_once_and_known_from_then_on(told, role):  # noqa: F811
    later = clock.today() + timedelta(days=30)
    line = {**NEW, **mandate(since=later.isoformat())}

    assert told(line)[1] == {"nieuw": 1}

    assert User.objects.get(vo_id="VO-1").mandates.count() == 1
    assert told(line)[1] == {"ongewijzigd": 1}


@pytest.mark.parametrize("name", ["vo_id", "personnel_number", "email"])
def test_an_id_or_address_changes_by_an_administrator_alone(
    told,
    here,  # noqa: F811
    role,  # noqa: F811
    name,
):
    own = MandateFactory(entity=here, role=role).person
    wished = {"vo_id": "VO-9", "personnel_number": "012345"}.get(name, "x@y.test")
    by = {"email": own.email} if name != "email" else {"key": own.vo_id}
    line = {**by, name: wished, "last_name": "Maes", **mandate()}
    free = told(line, dry_run=True)
    elsewhere(**{f"person__{name}": wished})

    assert told(line) == free

    kept = getattr(own, name)
    own.refresh_from_db()
    assert (getattr(own, name), own.last_name) == (kept, "Maes")
    assert ImportLine.objects.get().given == wished
    assert "wacht op een beheerder" in str(free)
