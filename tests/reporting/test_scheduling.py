"""Exports made by themselves: when, of which day, for how long, and told once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from lms.common import clock, personal
from lms.messaging.models import Notification
from lms.organisation.models import Mandate
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat, Rhythm
from lms.reporting.exceptions import Refused
from lms.reporting.filters import RecordFilter
from lms.reporting.models import ExportAudit, ExportJob, ExportSchedule
from tests.factories.learning import an_activity

from .people import TODAY, asked, on

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]


def planned(hr, rhythm=Rhythm.MONTHLY, on=None, **filters) -> ExportSchedule:
    return operations.make_schedule(
        hr,
        name="Voor de directie",
        filters=RecordFilter(**filters),
        file_format=ExportFormat.CSV,
        rhythm=rhythm,
        on=on,
    )


def run(day: date, hour: int = 12) -> int:
    with on(day, hour):
        return operations.run_schedules(clock.now())


@pytest.mark.parametrize(
    ("rhythm", "start", "first", "peildatum", "second"),
    [
        (Rhythm.MONTHLY, None, date(2025, 7, 1), date(2025, 6, 30), date(2025, 8, 1)),
        (Rhythm.WEEKLY, None, date(2025, 6, 16), date(2025, 6, 15), date(2025, 6, 23)),
        (
            Rhythm.WEEKLY,
            date(2025, 6, 18),
            date(2025, 6, 18),
            date(2025, 6, 17),
            date(2025, 6, 25),
        ),
        (Rhythm.ONCE, date(2025, 9, 3), date(2025, 9, 3), date(2025, 9, 2), None),
    ],
)
def test_it_is_made_on_its_day_of_the_last_day_that_is_complete(
    here, rhythm, start, first, peildatum, second
):
    schedule = planned(here.hr, rhythm, start)
    assert schedule.next_on == first

    assert run(first - timedelta(days=1)) == 0
    assert (
        run(first, hour=0) == 0
    )  # a few minutes after midnight the day before settles
    assert run(first) == 1
    assert run(first) == 0

    job = ExportJob.objects.get()
    schedule.refresh_from_db()
    assert (job.peildatum, job.schedule) == (peildatum, schedule)
    assert schedule.next_on == second


def test_after_weeks_of_standstill_it_is_made_once(here):
    schedule = planned(here.hr, Rhythm.WEEKLY)

    assert run(date(2025, 7, 23)) == 1
    assert run(date(2025, 7, 23)) == 0

    assert ExportJob.objects.get().peildatum == date(2025, 7, 22)
    schedule.refresh_from_db()
    assert schedule.next_on == date(2025, 7, 28)
    monthly = planned(here.hr)
    run(date(2025, 11, 20))
    assert monthly.jobs.get().peildatum == date(2025, 10, 31)


def test_the_mail_holds_a_link_and_no_file_and_the_audit_names_the_schedule(here):
    planned(here.hr, status="ingeschreven")
    asked(here.learner(vo_id="HIER-1"), an_activity())
    run(date(2025, 7, 1))
    job = ExportJob.objects.get()

    with on(date(2025, 7, 1)):
        operations.make_file(job.pk)

    audit = ExportAudit.objects.with_ending().get()
    assert audit.channel == Channel.SCHEDULE
    assert audit.schedule == "Voor de directie"
    assert audit.filters == {"status": "ingeschreven"}
    assert (audit.ending.rows, audit.is_provisional) == (1, False)
    (message,) = mail.outbox
    assert reverse("reporting:job", args=[job.key]) in message.body
    assert not message.attachments


def test_the_scope_is_that_of_the_day_on_which_it_is_made(here, there):
    planned(here.hr)
    asked(there.learner(vo_id="DAAR-1"), an_activity())
    Mandate.objects.create(
        person=here.hr,
        entity=there.entity,
        role=Mandate.objects.of(there.hr).get().role,
        valid_from=TODAY,
    )
    run(date(2025, 7, 1))
    job = ExportJob.objects.get()
    with on(date(2025, 7, 1)):
        operations.make_file(job.pk)

    assert ExportAudit.objects.get().scope == sorted([here.entity.pk, there.entity.pk])


def test_whoever_lost_the_role_gets_nothing_and_is_told_why_once(here):
    schedule = planned(here.hr, Rhythm.WEEKLY)
    Mandate.objects.of(here.hr).update(valid_to=TODAY)

    for week in range(3):
        assert run(date(2025, 6, 16) + timedelta(weeks=week)) == 0

    assert not ExportJob.objects.exists()
    schedule.refresh_from_db()
    assert schedule.is_over
    assert "HR-verantwoordelijke" in schedule.why_ended
    assert Notification.objects.get(person=here.hr).text == schedule.why_ended
    assert len(mail.outbox) == 1


def test_what_is_paused_is_skipped_and_not_made_up_for(here):
    schedule = planned(here.hr, Rhythm.WEEKLY)
    operations.pause_schedule(schedule)
    assert run(date(2025, 6, 30)) == 0

    with on(date(2025, 6, 30)):
        operations.resume_schedule(schedule)

    schedule.refresh_from_db()
    assert schedule.next_on == date(2025, 7, 7)
    assert run(date(2025, 7, 7)) == 1


def test_a_schedule_begins_in_the_future_and_there_is_an_end_to_their_number(
    here, monkeypatch
):
    with pytest.raises(Refused):
        planned(here.hr, Rhythm.ONCE, TODAY)
    with pytest.raises(Refused):
        planned(here.hr, Rhythm.ONCE)
    monkeypatch.setattr(operations.scheduling, "MOST", 1)
    planned(here.hr)
    with pytest.raises(Refused):
        planned(here.hr)


def test_what_was_made_stays_when_the_schedule_is_deleted_or_its_owner_erased(here):
    schedule = planned(here.hr)
    run(date(2025, 7, 1))
    with on(date(2025, 7, 1)):
        operations.make_file(ExportJob.objects.get().pk)

    operations.delete_schedule(schedule)

    assert ExportJob.objects.get().schedule is None
    planned(here.hr)
    personal.erase(here.hr)
    assert not ExportSchedule.objects.exists()
    assert not ExportJob.objects.exists()
    assert ExportAudit.objects.get().schedule == "Voor de directie"


NEW = reverse("reporting:schedule-new")
LIST = reverse("reporting:schedules")


def test_hr_plans_pauses_resumes_and_deletes(client, here, there):
    client.force_login(here.hr)
    given = {"name": "Elke maand", "format": "xlsx", "rhythm": "monthly", "on": ""}

    page = client.get(f"{NEW}?status=voltooid")
    planned_now = client.post(f"{NEW}?status=voltooid", given)

    assert "Status: Voltooid" in page.content.decode()
    assert planned_now.url == LIST
    schedule = ExportSchedule.objects.get()
    assert schedule.filters == {"status": "voltooid"}
    for action, paused in (("pause", True), ("resume", False)):
        client.post(reverse(f"reporting:schedule-{action}", args=[schedule.pk]))
        schedule.refresh_from_db()
        assert schedule.paused is paused
    assert "Elke maand" in client.get(LIST).content.decode()
    client.force_login(there.hr)
    assert "Elke maand" not in client.get(LIST).content.decode()
    delete = reverse("reporting:schedule-delete", args=[schedule.pk])
    assert client.post(delete).status_code == 404
    client.force_login(here.hr)
    assert client.post(delete).url == LIST
    assert not ExportSchedule.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"rhythm": "once"},
        {"rhythm": "once", "on": "2025-06-12"},
        {"on": "morgen"},
        {"format": "pdf"},
    ],
)
def test_a_wrong_plan_is_told_and_keeps_what_was_typed(client, here, wrong):
    client.force_login(here.hr)
    given = {"name": "Mijn plan", "format": "xlsx", "rhythm": "weekly", "on": ""}

    response = client.post(NEW, {**given, **wrong})

    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert not ExportSchedule.objects.exists()
    if "name" not in wrong:
        assert 'value="Mijn plan"' in response.content.decode()


def test_a_turn_that_is_asked_for_twice_is_one_file(here):
    schedule = planned(here.hr)
    run(date(2025, 7, 1))
    ExportSchedule.objects.filter(pk=schedule.pk).update(next_on=date(2025, 7, 1))

    run(date(2025, 7, 1))

    assert ExportJob.objects.count() == 1
    assert ExportJob.objects.get().key != uuid4()
