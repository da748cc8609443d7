"""Files made in the background: once, by one worker, for whoever may see them, for a week."""

import hashlib
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from lms.common import clock, personal
from lms.common.private import private_files
from lms.learning.models import Transition
from lms.messaging.models import Notification
from lms.organisation.models import Mandate
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat, JobState
from lms.reporting.exceptions import NotHr, Refused
from lms.reporting.filters import RecordFilter
from lms.reporting.models import ExportAudit, ExportFetch, ExportJob
from lms.reporting.operations import jobs
from lms.xapi.append_only import lifted
from tests.factories.learning import an_activity

from .people import TODAY, asked, finished, on

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]


def order(hr, key=None, **filters) -> ExportJob:
    return operations.order_export(
        hr,
        key=key or uuid4(),
        file_format=ExportFormat.CSV,
        peildatum=TODAY,
        filters=RecordFilter(**filters),
    )


def made(hr, **filters) -> ExportJob:
    job = order(hr, **filters)
    operations.make_file(job.pk)
    job.refresh_from_db()
    return job


def kept_files() -> list[str]:
    try:
        return private_files().listdir("exports")[1]
    except FileNotFoundError:
        return []


def test_a_file_is_made_kept_audited_and_told(here):
    asked(here.learner(vo_id="HIER-1"), an_activity())

    job = made(here.hr)

    with operations.open_file(job, here.hr) as file:
        content = file.read()
    assert b"HIER-1" in content
    audit = ExportAudit.objects.with_ending().get()
    assert (job.state, job.audit, job.done, job.total) == ("ready", audit, 1, 1)
    assert audit.channel == Channel.BACKGROUND
    assert audit.ending.sha256 == hashlib.sha256(content).hexdigest()
    assert ExportFetch.objects.get().audit == audit
    told = Notification.objects.get(person=here.hr)
    assert told.address == reverse("reporting:job", args=[job.key])
    (message,) = mail.outbox
    assert not message.attachments
    assert "HIER-1" not in message.body


def test_a_double_click_and_two_tabs_are_one_job(here):
    key = uuid4()

    first = order(here.hr, key)
    again, other_tab = order(here.hr, key), order(here.hr)
    other = order(here.hr, status="voltooid")

    assert first == again == other_tab
    assert other != first
    operations.make_file(first.pk)
    assert order(here.hr, key) == first  # the page that was open all the while
    assert order(here.hr) != first


def test_a_key_of_somebody_else_is_refused(here, there):
    job = order(here.hr)

    with pytest.raises(Refused):
        order(there.hr, job.key)


def test_a_job_that_is_worked_at_is_left_alone_until_its_worker_is_dead(here):
    asked(here.learner(), an_activity())
    job = order(here.hr)
    assert jobs._claim(job.pk)  # and then kill -9

    assert operations.go_on(clock.now()) == 0
    operations.make_file(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.MAKING
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert operations.go_on(clock.now()) == 1
        assert operations.go_on(clock.now()) == 0

    job.refresh_from_db()
    assert job.state == JobState.READY
    assert len(kept_files()) == 1
    assert Notification.objects.count() == 1


def test_a_worker_that_was_overtaken_leaves_no_second_file(here):
    asked(here.learner(), an_activity())
    job = order(here.hr)
    late = jobs._claim(job.pk)
    with clock.at(clock.now() + timedelta(minutes=3)):
        operations.go_on(clock.now())

        with pytest.raises(jobs._Overtaken):
            jobs._make(late)

    job.refresh_from_db()
    assert [f"exports/{name}" for name in kept_files()] == [job.file]


def test_what_dies_three_times_is_given_up_and_told(here):
    job = order(here.hr)
    for turn in range(3):
        with clock.at(clock.now() + timedelta(minutes=3 * turn)):
            assert jobs._claim(job.pk)

    with clock.at(clock.now() + timedelta(minutes=10)):
        operations.go_on(clock.now())

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert Notification.objects.get().title.startswith("Je export is niet gemaakt")


def test_a_cancelled_job_makes_no_file(here):
    asked(here.learner(), an_activity())
    job = order(here.hr)
    worker = jobs._claim(job.pk)

    assert operations.cancel_job(job)
    with pytest.raises(jobs._Overtaken):
        jobs._make(worker)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert kept_files() == []
    assert not operations.cancel_job(job)


def test_a_file_goes_after_a_week_and_its_audit_stays(
    here, django_capture_on_commit_callbacks
):
    job = made(here.hr)
    private_files().save("exports/van-niemand.csv", private_files().open(job.file))

    with clock.at(clock.now() + timedelta(days=6)):
        assert operations.forget_files(clock.now()) == 0
    with (
        django_capture_on_commit_callbacks(execute=True),
        clock.at(clock.now() + timedelta(days=7)),
    ):
        assert operations.forget_files(clock.now()) >= 1

    job.refresh_from_db()
    assert (job.state, job.file) == (JobState.GONE, "")
    assert ExportAudit.objects.count() == 1
    with pytest.raises(Refused):
        operations.open_file(job, here.hr)


def test_whoever_lost_the_role_gets_no_file(here, there):
    asked(here.learner(), an_activity())
    job = made(here.hr)
    waiting = order(here.hr, status="voltooid")
    Mandate.objects.of(here.hr).update(valid_to=TODAY - timedelta(days=1))

    with pytest.raises(NotHr):
        operations.open_file(job, here.hr)
    operations.make_file(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == JobState.FAILED


def test_a_file_of_an_entity_that_is_no_longer_in_scope_stays_shut(here, there):
    Mandate.objects.create(
        person=here.hr,
        entity=there.entity,
        role=Mandate.objects.of(there.hr).get().role,
        valid_from=TODAY - timedelta(days=9),
    )
    job = made(here.hr)
    Mandate.objects.of(here.hr).filter(entity=there.entity).update(
        valid_to=TODAY - timedelta(days=1)
    )

    with pytest.raises(NotHr):
        operations.open_file(job, here.hr)


def test_an_erasure_takes_the_kept_files_in_which_a_name_stands(
    here, there, django_capture_on_commit_callbacks
):
    learner = here.learner()
    asked(learner, an_activity())
    job, other = made(here.hr), made(there.hr)

    with django_capture_on_commit_callbacks(execute=True):
        personal.erase(learner.person)

    job.refresh_from_db()
    other.refresh_from_db()
    assert (job.state, other.state) == (JobState.GONE, JobState.READY)
    assert [f"exports/{name}" for name in kept_files()] == [other.file]


def erase(person) -> None:
    """What design.md says of an erasure, done by a stand-in."""
    type(person).objects.filter(pk=person.pk).update(
        erased_at=clock.now(), first_name="", last_name=""
    )
    with lifted():
        Transition.objects.filter(participation__learner=person).update(
            first_name="", last_name=""
        )


@pytest.mark.parametrize("file_format", ExportFormat)
def test_after_an_erasure_only_name_cells_differ_and_the_manifest_says_so(
    here, file_format
):
    with on(TODAY - timedelta(days=3)):
        for _each in range(3):
            asked(here.learner(last_name="Zwaluw"), an_activity())

    def export(kind=file_format):
        return operations.begin_export(
            here.hr,
            file_format=kind,
            peildatum=TODAY - timedelta(days=1),
            filters=RecordFilter(),
            channel=Channel.PAGE,
        )

    def lines():
        return b"".join(export(ExportFormat.CSV)).decode().splitlines()

    before, whole = lines(), b"".join(export())
    erased = Transition.objects.order_by("pk").first().participation.learner

    erase(erased)

    after, again = lines(), export()
    assert b"".join(again) != whole
    ending = ExportAudit.objects.with_ending().get(pk=again.audit.pk).ending
    assert ending.erasures == 1
    differing = [
        (old.split(","), new.split(","))
        for old, new in zip(before, after, strict=True)
        if old != new
    ]
    ((old, new),) = differing
    assert [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b] == [
        1,
        2,
    ]


def test_what_is_renamed_merged_or_moved_later_changes_no_byte(here, there):
    learner = here.learner()
    activity = an_activity(title="Geschenken")
    with on(TODAY - timedelta(days=3)):
        finished(asked(learner, activity))

    def sha256() -> str:
        export = operations.begin_export(
            here.hr,
            file_format=ExportFormat.CSV,
            peildatum=TODAY - timedelta(days=1),
            filters=RecordFilter(),
            channel=Channel.PAGE,
        )
        b"".join(export)
        return export.sha256

    before = sha256()
    activity.title = "Geschenken en uitnodigingen"
    activity.save()
    learner.valid_to = TODAY - timedelta(days=2)
    learner.save()
    Mandate.objects.create(
        person=learner.person,
        entity=there.entity,
        role=learner.role,
        valid_from=TODAY - timedelta(days=1),
    )
    merged = here.entity
    merged.valid_to, merged.successor = TODAY - timedelta(days=1), there.entity
    merged.name = "Heet nu anders"
    merged.save()

    assert sha256() == before


ORDER = reverse("reporting:order")


def test_hr_has_a_file_made_and_fetches_it(client, here, there):
    asked(here.learner(vo_id="HIER-1"), an_activity())
    client.force_login(here.hr)
    asked_for = {"key": str(uuid4()), "format": "csv", "peildatum": str(TODAY)}

    first, second = (client.post(ORDER, asked_for) for _ in range(2))

    job = ExportJob.objects.get()
    assert first.url == second.url == reverse("reporting:job", args=[job.key])
    assert "wacht op zijn beurt" in client.get(first.url).content.decode()
    operations.make_file(job.pk)
    ready = client.get(first.url).content.decode()
    assert "Het bestand is klaar" in ready
    fetched = client.get(reverse("reporting:job-file", args=[job.key]))
    assert b"HIER-1" in b"".join(fetched.streaming_content)
    assert "voltooiingen-2025-06-12-voorlopig.csv" in fetched["Content-Disposition"]
    assert re.search(r"[0-9a-f]{64}", ready)


@pytest.mark.parametrize(
    "name", ["job", "job-file", "made-one", "made-manifest", "made-difference"]
)
def test_what_somebody_exported_is_theirs_alone(client, here, there, name):
    job = made(here.hr)
    of_job = name.startswith("job")
    address = reverse(f"reporting:{name}", args=[job.key if of_job else job.audit_id])

    client.force_login(there.hr)
    assert client.get(address).status_code == 404
    client.force_login(here.learner().person)
    assert client.get(address).status_code == 403
    client.force_login(here.hr)
    assert client.get(address).status_code in {200, 302}


def test_a_file_that_is_gone_is_told_on_its_page(client, here):
    job = made(here.hr)
    jobs.let_go(job.pk)
    client.force_login(here.hr)

    response = client.get(reverse("reporting:job-file", args=[job.key]), follow=True)

    assert "zeven dagen" in response.content.decode()


def test_an_order_that_is_wrong_is_told_and_makes_nothing(client, here):
    client.force_login(here.hr)

    wrong = client.post(ORDER, {"key": str(uuid4()), "format": "pdf"})
    keyless = client.post(ORDER, {"key": "x", "format": "csv"})

    assert (wrong.status_code, keyless.status_code) == (400, 302)
    assert "csv-excel" in wrong.content.decode()
    assert not ExportJob.objects.exists()
    assert client.get(ORDER).status_code == 405
