"""Redirects of editors: for what leads nowhere, never for what a view of ours answered."""

import pytest
from wagtail.contrib.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def test_an_old_address_leads_on(client):
    Redirect.objects.create(old_path="/oud", redirect_link="/aanbod/")

    answer = client.get("/oud/")

    assert (answer.status_code, answer.url) == (301, "/aanbod/")


def test_what_a_view_of_ours_does_not_find_stays_not_found(client):
    path = "/certificaten/7K3M-9QXT-2BCD-EFGH"
    Redirect.objects.create(old_path=path, redirect_link="/aanbod/")

    assert client.get(f"{path}/").status_code == 404
