"""What a list says, line by line and column by column."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.history.judging import judge
from lms.learning.history.lines import LONGEST_PROOF, lines_of
from lms.organisation.exceptions import UnreadableFile
from tests.factories.accounts import UserFactory
from tests.factories.history import HEADS, a_csv, a_list, a_row, a_workbook
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(importer, course, person):
    """What a list comes to: outcome, and the column and sentence of what is wrong."""

    def told(*rows, make=a_csv):
        return judge(lines_of(a_list(*rows, make=make)), by=importer)

    return told


@pytest.mark.parametrize("make", [a_csv, a_workbook])
def test_people_are_known_by_id_and_else_by_address(told, person, make):
    other = MandateFactory(person__vo_id=None, person__personnel_number="012345")

    found = told(
        a_row(person.vo_id),
        a_row("012345"),
        a_row(email=UserFactory(email="x@voorbeeld.test").email.upper()),
        make=make,
    )

    assert [each.outcome for each in found] == ["wacht"] * 3
    assert found[0].person.pk == person.pk
    assert found[1].person.pk == other.person_id


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (a_row("NIEMAND"), "persoon_id", "Niemand hier heeft"),
        (a_row(email="niemand@voorbeeld.test"), "e-mail", "Niemand hier heeft"),
        (a_row(), "persoon_id", "noemt niemand"),
        (a_row(email="geen adres"), "e-mail", "geen e-mailadres"),
        (a_row("VO-1", "NERGENS"), "activiteit_code", "geen activiteit met deze code"),
        (a_row("VO-1", ""), "activiteit_code", "Geef de code"),
        (a_row("VO-1", "TR-1"), "activiteit_code", "zijn onderdelen voltooien het"),
        (a_row("VO-1", "LES-1"), "activiteit_code", "deel van een cursus"),
        (a_row("VO-1", "WEG-1"), "activiteit_code", "niet meer aangeboden"),
        (a_row("VO-1", on="31/2/2022"), "afgerond_op", "niet te lezen"),
        (a_row("VO-1", on="1/1/2099"), "afgerond_op", "moet nog komen"),
        (a_row("VO-1", at="NERGENS"), "entiteit_code", "geen entiteit met deze code"),
        (a_row("VO-1", role="Tovenaar"), "rol", "geen rol met deze naam"),
        (a_row("VO-1", at="E-2"), "entiteit_code", "nooit zo’n mandaat"),
        (a_row("VO-1", proof=" "), "bewijs", "Schrijf wat je zag"),
        (a_row("VO-1", proof="x" * (LONGEST_PROOF + 9)), "bewijs", "langer dan 1000"),
    ],
)
def test_what_is_wrong_is_said_in_its_column(told, person, row, column, said):
    type(person).objects.filter(pk=person.pk).update(vo_id="VO-1")
    EntityFactory(code="E-2")
    an_activity(ActivityKind.TRAJECTORY, code="TR-1")
    an_activity(ActivityKind.LESSON, code="LES-1")
    learning.withdraw_activity(an_activity(code="WEG-1").key)

    [judged] = told(row)

    assert judged.outcome == "geweigerd"
    assert [one[0] for one in judged.faults] == [column]
    assert said in judged.faults[0][2]


def test_several_mistakes_on_a_line_are_all_told(told):
    [judged] = told(a_row("NIEMAND", "NERGENS", "ooit", proof=""))

    assert {column for column, _given, _said in judged.faults} == {
        *("persoon_id", "activiteit_code", "afgerond_op", "bewijs")
    }


def test_an_id_and_an_address_of_two_people_are_a_mistake(told, person):
    other = UserFactory()

    [judged] = told(a_row(person.vo_id, email=other.email))

    assert [one[0] for one in judged.faults] == ["e-mail"]


def test_ones_own_completion_is_refused(told, importer):
    [judged] = told(a_row(importer.vo_id))

    assert "Iemand anders" in judged.faults[0][2]


def test_the_mandate_of_then_goes_before_that_of_today(told, person, entity, mandate):
    was = MandateFactory(
        person=person, valid_from="2015-01-01", valid_to="2019-12-31", entity=entity
    )
    now = MandateFactory(person=person, valid_from="2025-01-01")

    then, later, named, by_role = told(
        a_row(person.vo_id, on="1/6/2018"),
        a_row(person.vo_id, on="1/6/2014"),
        a_row(person.vo_id, on="1/6/2018", at=now.entity.code),
        a_row(person.vo_id, on="1/6/2018", role="medewerker"),
    )

    assert then.mandate.pk == was.pk
    assert later.mandate.pk == mandate.pk  # none of that day: the first of today
    assert named.mandate.pk == now.pk
    assert by_role.mandate.pk == mandate.pk


def test_a_line_says_so_when_no_hr_will_see_it(told):
    [judged] = told(a_row(UserFactory().vo_id))

    assert "geen HR ziet het" in judged.text


def test_who_has_it_already_is_unchanged_and_the_day_of_ones_own_choice_is_not_told(
    told, course, person, mandate
):
    own = learning.register(person, course, mandate=mandate)
    learning.report_progress(own.pk, 100)
    other = MandateFactory(entity=mandate.entity)
    asked = learning.assign(other.person, course, mandate=other, by=None)
    learning.report_progress(asked.pk, 100)

    mine, theirs = told(a_row(person.vo_id), a_row(other.person.vo_id))

    assert (mine.outcome, theirs.outcome) == ("ongewijzigd", "ongewijzigd")
    year = str(clock.today().year)
    assert year not in mine.text
    assert year in theirs.text


def test_that_somebody_began_it_is_told_only_when_others_see_it(
    told, course, person, mandate
):
    learning.register(person, course, mandate=mandate)
    other = MandateFactory()
    learning.assign(other.person, course, mandate=other, by=None)

    mine, theirs = told(a_row(person.vo_id), a_row(other.person.vo_id))

    assert (mine.outcome, theirs.outcome) == ("wacht", "wacht")
    assert "neemt er al aan deel" not in mine.text
    assert "neemt er al aan deel" in theirs.text


def test_the_same_twice_is_once_and_two_days_are_a_mistake(told, person):
    first, again, other = told(
        a_row(person.vo_id),
        a_row(email=person.email),
        a_row(person.vo_id, on="13/3/2022"),
    )

    assert (first.outcome, again.outcome) == ("wacht", "ongewijzigd")
    assert "Regel 2" in again.text
    assert other.faults[0][0] == "afgerond_op"


def test_what_was_done_before_the_period_of_a_renewal_may_be_done_in_it(
    told, course, person, mandate
):
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
    with clock.at(clock.now() - timedelta(days=900)):
        learning.register(person, trajectory, mandate=mandate)
        own = learning.register(person, course, mandate=mandate)
        learning.report_progress(own.pk, 100)
    with clock.at(clock.now() - timedelta(days=300)):
        learning.begin_again(
            person, trajectory, mandate=mandate, counts_from=clock.now()
        )
    days = [(clock.today() - timedelta(days=ago)).isoformat() for ago in (800, 100)]

    outcomes = [told(a_row(person.vo_id, on=day))[0].outcome for day in days]

    assert outcomes == ["ongewijzigd", "wacht"]


@pytest.mark.parametrize("missing", ["activiteit_code", "afgerond_op", "bewijs"])
def test_a_column_that_is_needed_is_asked_for_at_once(missing):
    heads = [name for name in HEADS if name != missing]

    with pytest.raises(UnreadableFile, match=missing):
        lines_of(a_list(heads=heads))


def test_a_list_costs_the_same_however_long(told, entity):
    RoleFactory(slug="x", name="X")

    def cost(number):
        people = [MandateFactory(entity=entity).person for _ in range(number)]
        with CaptureQueriesContext(connection) as asked:
            told(*(a_row(each.vo_id) for each in people))
        return len(asked)

    assert cost(2) == cost(30)
