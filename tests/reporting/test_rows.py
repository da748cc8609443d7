"""Rows of the export: columns, values, order, and what never changes them."""

from datetime import date

import pytest

from certification.models import CertificateTerms
from certification.operations import Changes, award, reissue
from lms.accounts.operations import rename
from lms.common import clock
from lms.learning import operations
from lms.learning.enums import ActivityKind, Form
from lms.learning.models import Completion, Transition
from lms.reporting.filters import RecordFilter
from lms.reporting.records import completion_records, scope_of
from lms.reporting.rows import COLUMNS, rows
from lms.xapi.append_only import lifted
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity

from .people import TODAY, a_scenario, an_umbrella, asked, chosen, finished, on

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]


def rows_for(hr, day=TODAY, **filters):
    return list(
        rows(completion_records(scope_of(hr), day, RecordFilter(**filters)), day)
    )


def a_certified_learner(agency):
    """Somebody whose trajectory was completed, and certified for 36 months."""
    course = an_activity(title="Startmodule")
    trajectory = an_activity(
        ActivityKind.TRAJECTORY, title="Traject", code="TR-1", requires=[course]
    )
    CertificateTerms.objects.create(
        trajectory=trajectory,
        validity_months=36,
        renewal_months=6,
        wording="[Voornaam Naam] heeft het traject voltooid.",
    )
    learner = agency.learner()
    chosen(learner, trajectory)
    finished(chosen(learner, course))
    completion = Completion.objects.get(activity=trajectory)
    return learner, award(completion.pk)


def test_the_columns_are_those_of_the_contract():
    assert "; ".join(COLUMNS) == (
        "persoon_id; naam; voornaam; entiteit_code; entiteit_naam; beleidsdomein; rol; "
        "opleiding_code; opleiding_titel; vorm; status; startdatum; voltooid_op; "
        "duur_minuten; certificaatnummer; geldig_tot; bron; peildatum"
    )


def test_a_row_says_who_what_and_when(here):
    learner = here.learner(first_name="Zoë", last_name="De Wit", vo_id="TEST-P-9")
    course = an_activity(title="Geschenken", code="EL-G2", duration_minutes=25)
    with on(date(2025, 5, 2)):
        finished(asked(learner, course))

    [row] = rows_for(here.hr)

    assert row._asdict() == {
        "persoon_id": "TEST-P-9",
        "naam": "De Wit",
        "voornaam": "Zoë",
        "entiteit_code": "TEST-A",
        "entiteit_naam": "Agentschap Wegwijzers",
        "beleidsdomein": "Mobiliteit en Openbare Werken",
        "rol": "contactpersoon integriteit",
        "opleiding_code": "EL-G2",
        "opleiding_titel": "Geschenken",
        "vorm": "e-learning",
        "status": "voltooid",
        "startdatum": date(2025, 5, 2),
        "voltooid_op": date(2025, 5, 2),
        "duur_minuten": 25,
        "certificaatnummer": "",
        "geldig_tot": None,
        "bron": "platform",
        "peildatum": TODAY,
    }


def test_who_has_no_vo_id_goes_by_personnel_number_with_its_zeros(here):
    asked(here.learner(vo_id=None, personnel_number="001234"), an_activity())

    assert [row.persoon_id for row in rows_for(here.hr)] == ["001234"]


def test_a_certificate_stands_on_the_trajectory_alone_and_never_its_code(here):
    with on(date(2025, 1, 10)):
        _learner, certificate = a_certified_learner(here)

    found = {row.opleiding_titel: row for row in rows_for(here.hr)}

    assert found["Traject"].certificaatnummer == certificate.number
    assert found["Traject"].geldig_tot == date(2028, 1, 10)
    assert found["Startmodule"].certificaatnummer == ""
    assert certificate.code not in str(found)


def test_the_certificate_is_the_one_that_was_issued_last_by_then(here):
    with on(date(2022, 6, 11)):
        _learner, first = a_certified_learner(here)
    with on(date(2022, 6, 20)):
        changes = Changes(name_of_account=True)
        second = reissue(first.pk, by=UserFactory(), reason="Naam", changes=changes)

    def told(day):
        found = {row.opleiding_titel: row for row in rows_for(here.hr, day)}
        return found["Traject"].certificaatnummer, found["Traject"].status

    assert told(date(2022, 6, 19)) == (first.number, "voltooid")
    assert told(date(2025, 6, 11)) == (second.number, "voltooid")
    assert told(date(2025, 6, 12)) == (second.number, "vervallen")


def test_a_certificate_expires_the_day_after_its_last(here):
    with on(date(2022, 6, 11)):
        a_certified_learner(here)

    def status(day):
        found = {row.opleiding_titel: row.status for row in rows_for(here.hr, day)}
        return found["Traject"], found["Startmodule"]

    assert status(date(2025, 6, 11)) == ("voltooid", "voltooid")
    assert status(date(2025, 6, 12)) == ("vervallen", "voltooid")
    assert [row.opleiding_titel for row in rows_for(here.hr, status="vervallen")] == [
        "Traject"
    ]


def test_a_certificate_that_came_later_is_not_in_the_past(here):
    with on(date(2025, 1, 10)):
        course = an_activity()
        trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
        learner = here.learner()
        chosen(learner, trajectory)
        finished(chosen(learner, course))
    CertificateTerms.objects.create(
        trajectory=trajectory, validity_months=36, renewal_months=6, wording="Hoera."
    )
    with on(date(2025, 1, 20)):
        award(Completion.objects.get(activity=trajectory).pk)

    def numbers(day):
        found = (row.certificaatnummer for row in rows_for(here.hr, day))
        return sum(map(bool, found))

    assert numbers(date(2025, 1, 19)) == 0
    assert numbers(date(2025, 1, 20)) == 1


def test_opposite_paths_give_the_same_row_but_for_who_it_is(here):
    """What a player tells of a choice stays in evidence; none of it reaches a row."""
    scenario = a_scenario()
    umbrella = an_umbrella(scenario)
    for path in (["N1", "N2", "N9", "N13"], ["N1", "N3", "N7", "N11", "N14"]):
        learner = here.learner()
        played = operations.start(asked(learner, scenario).pk)
        operations.report_progress(played.pk, 100, evidence={"path": path})
        operations.share(chosen(learner, umbrella).pk)

    def but_for_the_person(row):
        return row._replace(persoon_id="", naam="", voornaam="")

    found = rows_for(here.hr)
    assert len(found) == 4
    assert len({row.persoon_id for row in found}) == 2
    assert len(set(map(but_for_the_person, found))) == 2  # the scenario, the umbrella


def test_renaming_and_moving_afterwards_change_nothing(here, there):
    learner = here.learner()
    course = an_activity(title="Geschenken", code="EL-G2")
    with on(date(2025, 5, 2)):
        finished(asked(learner, course))
        before = rows_for(here.hr, date(2025, 5, 2))

    rename(learner.person, first_name="Iemand", last_name="Anders")
    operations.publish_activity(
        operations.Card(
            key=course.key,
            kind=ActivityKind.COURSE,
            form=Form.E_LEARNING,
            title="Giften",
            code="EL-99",
            duration_minutes=90,
            has_own_part=True,
        )
    )
    here.entity.name = "Agentschap Verkeersborden"
    here.entity.save()
    learner.entity = there.entity
    learner.save()
    finished(asked(learner, an_activity()))

    assert rows_for(here.hr, date(2025, 5, 2)) == before


def test_an_erasure_changes_name_cells_and_moves_no_row(here):
    people = [here.learner(last_name=name) for name in ("Aerts", "Maes", "Zaman")]
    course = an_activity()
    for learner in people:
        asked(learner, course)
    before = rows_for(here.hr)

    with lifted():
        erased = Transition.objects.filter(participation__learner=people[1].person)
        erased.update(first_name="", last_name="")

    assert rows_for(here.hr) == [
        row._replace(naam="", voornaam="") if row.naam == "Maes" else row
        for row in before
    ]


def test_the_order_is_by_entity_person_and_training(here):
    first, second = here.learner(vo_id="P-1"), here.learner(vo_id="P-2")
    for code in ("EL-2", "EL-1"):
        course = an_activity(code=code)
        asked(second, course)
        asked(first, course)

    assert [(row.persoon_id, row.opleiding_code) for row in rows_for(here.hr)] == [
        ("P-1", "EL-1"),
        ("P-1", "EL-2"),
        ("P-2", "EL-1"),
        ("P-2", "EL-2"),
    ]


def test_one_unprintable_character_does_not_spoil_a_file(here):
    asked(here.learner(first_name="Zo\x0b\x1bë\ufffe"), an_activity())

    assert [row.voornaam for row in rows_for(here.hr)] == ["Zoë"]


def test_where_a_completion_came_from_stays_when_it_is_shared(here):
    learner, session = here.learner(), an_activity(ActivityKind.SESSION)
    done = operations.record_completion(
        learner.person,
        session,
        by=UserFactory(),
        at=clock.now(),
        mandate=learner,
    )
    operations.share(done.pk)

    assert [row.bron for row in rows_for(here.hr)] == ["sessie"]
