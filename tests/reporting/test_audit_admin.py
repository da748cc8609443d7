"""The audit in the admin: to read for whoever may, and for nobody to change."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from lms.accounts.enums import PlatformGroup
from lms.accounts.operations import grant
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.filters import RecordFilter
from lms.reporting.models import ExportAudit
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity

from .people import TODAY, asked, finished

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LIST = reverse("exports:index")


@pytest.fixture
def audit(here) -> ExportAudit:
    export = operations.begin_export(
        here.hr,
        file_format=ExportFormat.CSV,
        peildatum=TODAY,
        filters=RecordFilter(completed_from=date(2025, 3, 1)),
        channel=Channel.PAGE,
    )
    b"".join(export)
    return export.audit


@pytest.fixture
def protector():
    """A data protection officer."""
    grant(
        PlatformGroup.DATA_PROTECTION,
        ["wagtailadmin.access_admin", "reporting.view_exportaudit"],
    )
    person = UserFactory()
    person.groups.add(Group.objects.get(name=PlatformGroup.DATA_PROTECTION))
    return person


def test_the_data_protection_officer_reads_who_exported_what(client, audit, protector):
    client.force_login(protector)

    listed = client.get(LIST)
    read = client.get(reverse("exports:inspect", args=[audit.pk]))

    assert listed.status_code == read.status_code == 200
    for page in (listed, read):
        assert str(audit.by) in page.content.decode()
    page = read.content.decode()
    assert audit.ending.sha256 in page
    assert "van: 2025-03-01" in page
    assert "TEST-A Agentschap Wegwijzers" in page


def test_exports_without_an_ending_are_listed_too(client, here, protector):
    operations.begin_export(
        here.hr,
        file_format=ExportFormat.CSV,
        peildatum=TODAY,
        filters=RecordFilter(),
        channel=Channel.PAGE,
    )
    client.force_login(protector)

    listed = client.get(LIST)
    read = client.get(reverse("exports:inspect", args=[ExportAudit.objects.get().pk]))

    for page in (listed, read):
        assert str(here.hr) in page.content.decode()


def test_hr_cannot_read_it_and_nobody_can_change_it(client, here, audit, protector):
    grant(PlatformGroup.TRAINERS, ["wagtailadmin.access_admin"])
    here.hr.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    root = UserFactory(is_superuser=True)
    client.force_login(here.hr)
    assert client.get(LIST).status_code != 200

    for person in (protector, root):
        client.force_login(person)
        for action in ("edit", "delete"):
            response = client.post(reverse(f"exports:{action}", args=[audit.pk]))
            assert response.status_code != 200
        assert client.get(reverse("exports:add")).status_code != 200
    assert ExportAudit.objects.filter(pk=audit.pk).exists()


def test_the_audit_is_searched_and_taken_along_as_csv(client, here, there, protector):
    here.hr.last_name = "=HYPERLINK(1)"
    here.hr.save()
    finished(asked(there.learner(), an_activity()))
    for agency in (here, there):
        b"".join(
            operations.begin_export(
                agency.hr,
                file_format=ExportFormat.CSV,
                peildatum=TODAY,
                filters=RecordFilter(status="voltooid"),
                channel=Channel.PAGE,
            )
        )
    sought = ExportAudit.objects.with_ending().get(by=there.hr)
    client.force_login(protector)

    by_name = client.get(LIST, {"q": there.hr.email})
    by_hash = client.get(LIST, {"q": sought.ending.sha256[:10]})
    taken = client.get(LIST, {"export": "csv"})

    for page in (by_name, by_hash):
        assert [one.by for one in page.context["object_list"]] == [there.hr]
    lines = b"".join(taken.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert there.hr.email in "".join(lines)
    assert not any("," + "=HYPERLINK" in line for line in lines)
    assert "voltooid" in lines[1]
