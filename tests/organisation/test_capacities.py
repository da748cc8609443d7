"""Who has several mandates chooses in which they act; what has ended is no choice."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lms.common import clock
from lms.learning.forms import JoinForm
from lms.organisation.capacities import KEY, capacities_of
from lms.organisation.operations import end_mandate, merge_entity
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory

pytestmark = pytest.mark.django_db
YESTERDAY = clock.today() - timedelta(days=1)


@pytest.fixture
def first():
    return MandateFactory(role__slug="medewerker")


@pytest.fixture
def second(first):
    return MandateFactory(person=first.person, valid_from=first.valid_from)


def test_one_switches_and_what_one_joins_is_proposed_in_that_capacity(
    client, first, second
):
    client.force_login(first.person)
    address = reverse("learning:join", args=[an_activity().key])

    for mandate in (second, first):
        response = client.post(
            reverse("organisation:switch"), {"mandate": mandate.pk, "next": address}
        )
        assert response["Location"] == address
        form = client.get(address).context["form"]
        assert form.fields["mandate"].initial == mandate.pk


def test_the_page_of_ones_details_says_which_and_offers_the_other(
    client, first, second
):
    client.force_login(first.person)
    client.post(reverse("organisation:switch"), {"mandate": second.pk})

    page = client.get(reverse("cms_site:details"))

    assert page.context["acting"] == second
    assert f'value="{first.pk}"' in page.content.decode()
    assert f'value="{second.pk}"' not in page.content.decode()


def test_a_mandate_that_ended_falls_back_to_another(client, first, second):
    client.force_login(first.person)
    client.post(reverse("organisation:switch"), {"mandate": second.pk})
    end_mandate(second, on=YESTERDAY)

    assert client.session[KEY] == second.pk
    page = client.get(reverse("cms_site:details"))
    assert page.context["acting"] == first
    assert JoinForm(person=first.person, acting=second.pk).chosen == first


def test_an_entity_of_before_gives_no_capacity(first, second):
    merge_entity(second.entity, into=EntityFactory(), on=YESTERDAY)

    assert capacities_of(first.person) == [first]


@pytest.mark.parametrize("wrong", ["", "x", "999999", "٣"])
def test_nothing_else_can_be_chosen(client, first, wrong):
    client.force_login(first.person)
    other = MandateFactory()

    for typed in (wrong, other.pk):
        answer = client.post(reverse("organisation:switch"), {"mandate": typed})
        assert answer.status_code == 404
    assert KEY not in client.session


def test_nobody_is_sent_to_another_site(client, first):
    client.force_login(first.person)
    response = client.post(
        reverse("organisation:switch"),
        {"mandate": first.pk, "next": "https://elders.test/"},
    )

    assert response["Location"] == "/mijn-gegevens/"
