"""Saved reports: a question under a name, of its owner or of HR of an entity."""

from datetime import timedelta

import pytest

from lms.common import personal
from lms.organisation.operations import end_mandate
from lms.organisation.visibility import NOTHING, hr_scope
from lms.reporting import saving
from lms.reporting.exceptions import NameTaken, NotHr, NotYourEntity
from lms.reporting.models import SavedReport
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

from .people import TODAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]

LATE = {"te-laat": "ja"}


def names_for(viewer) -> list[str]:
    visible = SavedReport.objects.visible_to(viewer, hr_scope(viewer))
    return [report.name for report in visible]


def another_hr(entity):
    role = RoleFactory(slug="hr-verantwoordelijke")
    return MandateFactory(entity=entity, role=role).person


def test_a_report_is_of_its_owner_until_it_is_shared(here, there):
    colleague, above = another_hr(here.entity), another_hr(EntityFactory())
    report = saving.save_report(here.hr, name="Te laat", parameters=LATE)
    assert names_for(here.hr) == ["Te laat"]
    assert names_for(colleague) == []

    saving.share_report(report, entity=here.entity)

    assert names_for(colleague) == ["Te laat"]
    assert names_for(there.hr) == names_for(above) == []

    saving.share_report(report, entity=None)
    assert names_for(colleague) == []


def test_hr_of_what_lies_above_opens_it_and_hr_below_does_not(here):
    below = EntityFactory(parent=here.entity)
    report = saving.save_report(another_hr(below), name="Hier", parameters={})
    saving.share_report(report, entity=below)
    upper = saving.save_report(here.hr, name="Boven", parameters={})
    saving.share_report(upper, entity=here.entity)

    assert names_for(here.hr) == ["Boven", "Hier"]
    assert names_for(report.owner) == ["Hier"]


def test_it_goes_with_the_role(here):
    saving.save_report(here.hr, name="Te laat", parameters=LATE)
    end_mandate(here.hr.mandates.get(), on=TODAY - timedelta(days=1))

    assert names_for(here.hr) == []
    assert hr_scope(here.hr) == NOTHING


def test_a_name_is_used_once_and_the_same_question_is_saved_once(here):
    first = saving.save_report(here.hr, name="Te laat", parameters=LATE)
    assert saving.save_report(here.hr, name="Te laat", parameters=LATE) == first

    with pytest.raises(NameTaken):
        saving.save_report(here.hr, name="Te laat", parameters={})
    other = saving.save_report(here.hr, name="Alles", parameters={})
    with pytest.raises(NameTaken):
        saving.rename_report(other, name="Te laat")
    assert saving.rename_report(other, name="Iedereen").name == "Iedereen"


def test_it_is_shared_within_the_own_entities_alone(here, there):
    report = saving.save_report(here.hr, name="Te laat", parameters=LATE)

    with pytest.raises(NotYourEntity):
        saving.share_report(report, entity=there.entity)


def test_who_is_hr_of_nothing_saves_nothing(here):
    with pytest.raises(NotHr):
        saving.save_report(here.learner().person, name="x", parameters={})


def test_reports_of_somebody_who_is_erased_go(here):
    saving.save_report(here.hr, name="Te laat van Jan", parameters=LATE)
    held = personal.collect(here.hr)["reporting: saved reports"]
    assert [row["name"] for row in held] == ["Te laat van Jan"]

    personal.erase(here.hr)

    assert not SavedReport.objects.exists()
