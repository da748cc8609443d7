"""Who a line is about, what it changes, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.importing.lines import PersonLine
from lms.organisation.models import ImportRun, Mandate
from lms.organisation.operations import import_people, merge_entity
from lms.organisation.signals import mandates_changed
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

NEW = {
    "key": "VO-1",
    "first_name": "Noor",
    "last_name": "Peeters",
    "email": "Noor@Voorbeeld.test",
}
START = date(2024, 3, 1)


@pytest.fixture
def here():
    return EntityFactory(code="HIER", ovo_code="OVO000001")


@pytest.fixture
def role():
    return RoleFactory(slug="medewerker", aliases=["Personeelslid"])


def run(*lines, **how):
    numbered = [PersonLine(number=at, **cells) for at, cells in enumerate(lines, 2)]
    return import_people(numbered, by=None, **{"dry_run": False, **how})


def mandate(**more):
    return {"entity": "HIER", "role": "medewerker", "since": "1/3/2024", **more}


def refused(report):
    return [(each.number, each.column) for each in report.refused]


def test_somebody_new_gets_an_account_without_a_password_and_a_mandate(here, role):
    report = run({**NEW, **mandate(until="")})

    person = User.objects.get()
    assert (person.vo_id, person.email) == ("VO-1", "noor@voorbeeld.test")
    assert not person.has_usable_password()
    assert EmailAddress.objects.get().verified
    held = person.mandates.get()
    assert (held.entity, held.role, held.valid_from) == (here, role, START)
    assert report.numbers == {"nieuw": 1}
    assert report.people == {person.pk}


def test_a_second_run_changes_nothing_and_announces_nothing(
    here, role, django_capture_on_commit_callbacks
):
    heard = []

    def hear(people, **_rest):
        heard.append(people)

    line = {**NEW, **mandate(until="2030-12-31")}
    other = {**line, "key": "VO-2", "email": "tweede@voorbeeld.test"}
    mandates_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            run(line, other)
        with django_capture_on_commit_callbacks(execute=True):
            report = run(line, other)
    finally:
        mandates_changed.disconnect(hear)

    assert heard == [set(User.objects.values_list("pk", flat=True))]
    assert report.numbers == {"ongewijzigd": 2}
    assert report.findings == []


def test_a_dry_run_tells_the_same_and_writes_nothing(here, role):
    line = {**NEW, **mandate()}
    told = run(line, dry_run=True)

    assert not User.objects.exists()
    assert not ImportRun.objects.exists()
    assert told.findings == run(line).findings


@pytest.mark.parametrize("key", ["TEST-VO", "012345"])
def test_a_person_is_found_by_either_id_and_gets_new_names_and_address(key):
    person = UserFactory(vo_id="TEST-VO", personnel_number="012345")
    EmailAddress.objects.create(
        user=person, email=person.email, primary=True, verified=True
    )

    run({"key": key, "last_name": "Maes", "email": "nieuw@voorbeeld.test"})

    person.refresh_from_db()
    assert (person.last_name, person.email) == ("Maes", "nieuw@voorbeeld.test")
    assert (person.vo_id, person.personnel_number) == ("TEST-VO", "012345")
    assert EmailAddress.objects.get().email == "nieuw@voorbeeld.test"


def test_who_has_no_id_is_found_by_address_and_gets_it():
    person = UserFactory(vo_id=None)

    run({"key": "VO-9", "email": person.email})

    person.refresh_from_db()
    assert person.vo_id == "VO-9"


def test_an_address_never_leads_to_somebody_with_another_id():
    person = UserFactory(vo_id="VO-1")
    other = UserFactory(vo_id="VO-2")
    before = set(User.objects.values_list("pk", "vo_id", "email"))

    report = run(
        {**NEW, "key": "VO-3", "email": person.email},
        {"key": "VO-2", "email": person.email},
        {"vo_id": "VO-1", "personnel_number": "", "email": other.email},
    )

    assert refused(report) == [(2, "persoon_id"), (3, "e-mail"), (4, "e-mail")]
    assert set(User.objects.values_list("pk", "vo_id", "email")) == before


def test_an_address_that_nobody_confirmed_leads_to_nobody():
    squatter = UserFactory(vo_id=None)
    EmailAddress.objects.create(user=squatter, email=squatter.email, primary=True)

    assert refused(run({**NEW, "email": squatter.email})) == [(2, "e-mail")]


def test_the_account_of_who_works_on_the_platform_is_not_taken_over():
    boss = UserFactory(vo_id="BAAS", is_superuser=True)
    trainer = UserFactory(vo_id=None)
    trainer.groups.add(Group.objects.create(name="iets"))

    report = run(
        {"key": "BAAS", "email": "ik@voorbeeld.test"},
        {"key": "VO-8", "email": trainer.email},
    )

    assert refused(report) == [(2, "e-mail"), (3, "persoon_id")]
    boss.refresh_from_db()
    assert boss.email != "ik@voorbeeld.test"


def test_who_was_erased_gets_nothing():
    UserFactory(vo_id="WEG", erased_at=clock.now())

    assert refused(run({"key": "WEG", "last_name": "Terug"})) == [(2, "persoon_id")]


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"email": "geen adres"}, "e-mail"),
        ({"email": ""}, "e-mail"),
        ({"first_name": ""}, "voornaam"),
        ({"last_name": "x" * 101}, "naam"),
        ({"key": "12345"}, "persoon_id"),
        ({"key": "", "email": ""}, "persoon_id"),
        ({"entity": "NERGENS"}, "entiteit_code"),
        ({"entity": ""}, "entiteit_code"),
        ({"role": "Tovenaar"}, "rol"),
        ({"role": ""}, "rol"),
        ({"since": "31/2/2024"}, "van"),
        ({"since": ""}, "van"),
        ({"until": "1/1/2024"}, "tot"),
        ({"until": "ooit"}, "tot"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column_and_the_rest_is_done(
    here, role, wrong, column
):
    right = {**NEW, "key": "VO-2", "email": "goed@voorbeeld.test", **mandate()}
    report = run({**NEW, **mandate(), **wrong}, right)

    assert refused(report) == [(2, column)]
    assert all(each.text.endswith(".") for each in report.refused)
    assert [each.email for each in User.objects.all()] == ["goed@voorbeeld.test"]


def test_an_entity_that_ended_points_to_its_successor(here, role):
    successor = EntityFactory(code="NIEUW")
    merge_entity(here, into=successor, on=date(2024, 1, 1))

    (finding,) = run({**NEW, **mandate()}).refused

    assert (finding.column, "NIEUW" in finding.text) == ("entiteit_code", True)


def test_roles_and_entities_are_known_by_their_other_names(here, role):
    run({**NEW, **mandate(entity="ovo000001", role=" PERSONEELSLID ")})

    held = Mandate.objects.get()
    assert (held.entity, held.role) == (here, role)


def test_a_mandate_that_is_held_gets_other_days_and_stays_the_same(here, role):
    held = MandateFactory(entity=here, role=role, valid_from=date(2020, 1, 1))
    who = {"key": held.person.vo_id}

    run({**who, **mandate(until="2030-01-01")})
    held.refresh_from_db()
    assert (held.valid_from, held.valid_to) == (START, date(2030, 1, 1))

    run({**who, **mandate(since="", until=None)})
    held.refresh_from_db()
    assert held.valid_to == date(2030, 1, 1)  # nothing was said of an end

    run({**who, **mandate(since="", until="")})
    held.refresh_from_db()
    assert held.valid_to is None
    assert Mandate.objects.count() == 1


def test_two_periods_stand_beside_each_other_in_any_order(here, role):
    held = MandateFactory(entity=here, role=role, valid_from=START)
    who = {"key": held.person.vo_id}
    later = {**who, **mandate(since="2026-01-01", until="")}
    earlier = {**who, **mandate(until="2025-12-31")}

    report = run(later, earlier)

    periods = Mandate.objects.order_by("valid_from").values_list("pk", "valid_to")
    assert next(iter(periods)) == (held.pk, date(2025, 12, 31))
    assert len(periods) == 2
    assert [each.number for each in report.findings] == [2, 3]
    assert run(later, earlier).numbers == {"ongewijzigd": 2}


def test_lines_that_contradict_each_other_are_refused(here, role):
    line = {**NEW, **mandate(until="")}
    report = run(
        line,
        line,
        {**line, "last_name": "Maes"},
        {**line, "until": "2030-01-01"},
    )

    assert report.numbers == {"nieuw": 1, "ongewijzigd": 1, "geweigerd": 2}
    assert refused(report) == [(4, "naam"), (5, "van")]


def test_a_mandate_on_no_line_is_left_alone_unless_the_file_is_complete(here, role):
    held = MandateFactory(entity=here, role=role)
    elsewhere = MandateFactory(role=role)
    run({**NEW, **mandate()})
    assert not Mandate.objects.exclude(valid_to=None).exists()

    report = run({**NEW, **mandate()}, complete_for=[here])

    ended = Mandate.objects.exclude(valid_to=None).get()
    assert (ended.pk, ended.valid_to) == (held.pk, clock.today())
    assert report.numbers == {"ongewijzigd": 1, "beeindigd": 1}
    assert report.people == {held.person_id}
    elsewhere.refresh_from_db()
    assert elsewhere.valid_to is None
    again = run({**NEW, **mandate()}, complete_for=[here])
    assert again.numbers == {"ongewijzigd": 1}


def test_a_mistake_in_the_file_never_ends_a_mandate(here, role):
    held = MandateFactory(entity=here, role=role)
    wrong = {"key": held.person.vo_id, **mandate(since="ooit")}
    nowhere = {"key": held.person.vo_id, **mandate(entity="HEIR")}

    for line in (wrong, nowhere):
        report = run(line, complete_for=[here])
        assert len(report.notes) == 1
        held.refresh_from_db()
        assert held.valid_to is None


def test_within_ones_own_entities_nobody_else_is_touched(here, role):
    EntityFactory(code="DAAR")
    stranger, own = UserFactory(), MandateFactory(entity=here, role=role).person
    lines = [
        {**NEW, **mandate(entity="DAAR")},
        {"key": own.vo_id},
        {"key": stranger.vo_id, "last_name": "Anders", **mandate()},
        {"key": own.vo_id, "last_name": "Maes", **mandate()},
    ]
    report = run(*lines, within=frozenset({here.pk}))

    assert refused(report) == [
        *((2, "entiteit_code"), (3, "entiteit_code")),
        *((4, "e-mail"), (4, "voornaam")),
    ]
    stranger.refresh_from_db()
    assert stranger.last_name == "Peeters"
    assert not stranger.mandates.exists()
    own.refresh_from_db()
    assert own.last_name == "Maes"


def test_that_people_were_imported_is_kept(here, role):
    by = UserFactory()
    import_people([PersonLine(number=1, **NEW)], by=by, dry_run=False)

    kept = ImportRun.objects.get()
    assert (kept.by, kept.state, kept.numbers) == (by, "uitgevoerd", {"nieuw": 1})


def test_the_cost_does_not_grow_with_the_lines(
    here, role, django_assert_max_num_queries
):
    for size in (10, 300):
        lines = [
            {**NEW, "key": f"V-{n}", "email": f"v{n}@voorbeeld.test", **mandate()}
            for n in range(size)
        ]
        with django_assert_max_num_queries(24):
            run(*lines)
    assert Mandate.objects.count() == 300


def test_a_future_mandate_is_not_ended_by_its_absence(here, role):
    begins = clock.today() + timedelta(days=30)
    held = MandateFactory(entity=here, role=role, valid_from=begins)

    run({**NEW, **mandate()}, complete_for=[here])

    held.refresh_from_db()
    assert held.valid_to is None
