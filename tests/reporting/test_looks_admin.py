"""Looks at records in the admin: read by the data protection officer, changed by nobody."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from lms.accounts.enums import PlatformGroup
from lms.accounts.operations import grant
from lms.reporting.enums import LookedAt
from lms.reporting.looking import note_looks
from lms.reporting.models import RecordLook
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_data_protection_officer_reads_them_and_nobody_changes_them(client, here):
    person = here.learner(last_name="Bekeken").person
    note_looks(here.hr, [person.pk], LookedAt.HR)
    grant(
        PlatformGroup.DATA_PROTECTION,
        ["wagtailadmin.access_admin", "reporting.view_recordlook"],
    )
    officer, root = UserFactory(), UserFactory(is_superuser=True)
    officer.groups.add(Group.objects.get(name=PlatformGroup.DATA_PROTECTION))
    client.force_login(officer)

    for query in ("", "?q=Bekeken"):
        page = client.get(f"{reverse('looks:index')}{query}")
        assert page.status_code == 200
        assert "Bekeken" in page.content.decode()
        assert str(here.hr) in page.content.decode()

    look = RecordLook.objects.get()
    for somebody in (officer, root):
        client.force_login(somebody)
        for action in ("edit", "delete"):
            answer = client.post(reverse(f"looks:{action}", args=[look.pk]))
            assert answer.status_code != 200
    client.force_login(here.hr)
    assert client.get(reverse("looks:index")).status_code != 200
    assert RecordLook.objects.exists()
