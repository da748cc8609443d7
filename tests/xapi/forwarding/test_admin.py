"""Administrators turn outside LRSs on and off, see how they stand, and try again."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms_site.operations import set_up_groups
from lms.accounts.enums import PlatformGroup
from lms.common import clock
from lms.xapi.enums import ForwardFrom
from lms.xapi.forwarding import targets
from lms.xapi.models import DeadLetter, ForwardingTarget, StoredStatement
from tests.factories.accounts import UserFactory, who_may

from .conftest import AGREEMENT, SECRET, VARIABLE, a_target, recorded, turned_on

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Analyse",
    "endpoint": "https://lrs.example.com/xapi/",
    "version": "1.0.3",
    "key": "campus",
    "variable": VARIABLE,
}
SWITCH = {
    "agreement": "Verwerkersovereenkomst 2026/14",
    "agreed_on": "2026-09-01",
    "start": "stopped",
}


def url(name, *args):
    return reverse(f"xapi_forwarding:{name}", args=args)


@pytest.fixture
def administrator(client):
    person = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(person)
    client.person = person
    return client


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def errors_of(response):
    return response.context["form"].errors


def a_letter(target, number=1, **fields):
    """One dead letter more; the newest statement that is none yet."""
    recorded(number)
    rows = StoredStatement.objects.order_by("-seq")[:number]
    given = {"refused_at": clock.now(), "status": 400, "answer": "<b>Slecht</b>"}
    return [
        DeadLetter.objects.create(target=target, statement=row, **given | fields)
        for row in rows
    ]


def test_a_new_target_is_off(administrator):
    response = administrator.post(url("add"), NEW, follow=True)

    target = ForwardingTarget.objects.get()
    assert not target.active
    assert "krijgt niets tot iemand hem aanzet" in text_of(response)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("endpoint", "ftp://lrs.example.com/"),
        ("endpoint", "https://user:pass@lrs.example.com/"),
        ("endpoint", "https://lrs.example.com/?a=b"),
        ("endpoint", "niets"),
        ("variable", "SECRET_KEY"),
        ("variable", "forward_test"),
        ("key", "a:b"),
        ("key", "a\r\nb"),
        ("version", "0.9"),
        ("name", ""),
    ],
)
def test_what_a_target_may_not_be(administrator, field, value):
    response = administrator.post(url("add"), NEW | {field: value})

    assert field in errors_of(response)
    assert not ForwardingTarget.objects.exists()


def test_turning_on_asks_for_the_agreement(administrator):
    target = a_target()
    recorded(3)

    assert "(3 statements)" in text_of(administrator.get(url("on", target.pk)))
    for missing in SWITCH:
        given = {name: value for name, value in SWITCH.items() if name != missing}
        response = administrator.post(url("on", target.pk), given)
        assert missing in errors_of(response)
    tomorrow = SWITCH | {"agreed_on": "2999-01-01"}
    assert "agreed_on" in errors_of(administrator.post(url("on", target.pk), tomorrow))
    target.refresh_from_db()
    assert not target.active

    text = text_of(administrator.post(url("on", target.pk), SWITCH, follow=True))

    target.refresh_from_db()
    assert target.active
    assert target.agreement == SWITCH["agreement"]
    assert target.switched_by == administrator.person
    assert "“Verwerkersovereenkomst 2026/14” van 1 september 2026" in text
    assert "3 statements, het oudste wacht al" in text


def test_turning_on_wants_the_secret_on_the_server(administrator, settings):
    settings.FORWARD_SECRETS = {}
    target = a_target()

    response = administrator.post(url("on", target.pk), SWITCH)

    assert "FORWARD_TEST staat niet op de server" in text_of(response)
    target.refresh_from_db()
    assert not target.active


def test_a_target_that_is_on_changes_and_goes_only_after_it_is_off(administrator):
    target = turned_on(a_target())
    detail = text_of(administrator.get(url("inspect", target.pk)))
    assert url("edit", target.pk) not in detail
    assert url("delete", target.pk) not in detail

    for name, data in (("edit", NEW | {"key": "other"}), ("delete", {})):
        assert administrator.get(url(name, target.pk)).status_code == 302
        response = administrator.post(url(name, target.pk), data, follow=True)
        assert "Zet deze LRS eerst uit." in text_of(response)
    target.refresh_from_db()
    assert target.key == "campus"

    administrator.post(url("off", target.pk))
    administrator.post(url("edit", target.pk), NEW | {"key": "other"})
    target.refresh_from_db()
    assert (target.active, target.key) == (False, "other")

    a_letter(target)
    administrator.post(url("delete", target.pk))
    assert not ForwardingTarget.objects.exists()


def test_the_list_and_the_page_show_how_a_target_stands(administrator):
    target = turned_on(a_target())
    a_letter(target)
    recorded(1)
    ForwardingTarget.objects.update(
        trouble="time-out",
        trouble_detail="<script>alert(1)</script>",
        trouble_at=datetime(2026, 9, 2, 8, tzinfo=UTC),
        next_try_at=clock.now(),
        run_delivered=50,
        run_seconds=2,
    )

    for page in ("index", "inspect"):
        args = [target.pk] if page == "inspect" else []
        text = text_of(administrator.get(url(page, *args)))
        for words in (
            "Aan, wacht na een fout",
            "2 statements, het oudste wacht al",
            "1.500 statements per minuut",
            "De LRS antwoordde niet op tijd.",
        ):
            assert words in text
    assert "1 statement dat hij weigerde" in text
    assert "Dat was op 2 september 2026 10:00." in text
    assert "<script>alert(1)" not in text
    assert url("now", target.pk) in text


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_costs_the_same_however_many_targets(
    administrator, django_assert_max_num_queries, count
):
    for number in range(count):
        target = turned_on(a_target(name=f"Doel {number}"))
        if number == 0:
            a_letter(target, 2)
    administrator.get(url("index"))

    with django_assert_max_num_queries(12) as captured:
        text = text_of(administrator.get(url("index")))

    assert text.count("2 statements, het oudste wacht al") == count
    assert sum("forwardingtarget" in q["sql"] for q in captured.captured_queries) == 2


def test_dead_letters_with_their_answer(administrator):
    target = turned_on(a_target())
    a_letter(target)
    a_letter(target, status=None, answer="")

    text = text_of(administrator.get(url("letters", target.pk)))

    assert text.count("8f3c voltooide “Geschenken”") == 2
    assert "Het antwoord was 400:" in text
    assert "&lt;b&gt;Slecht&lt;/b&gt;" in text
    assert "een statement van xAPI 2.0" in text


@pytest.mark.parametrize("count", [2, 25])
def test_dead_letters_cost_the_same_however_many(
    administrator, django_assert_max_num_queries, count
):
    target = turned_on(a_target())
    a_letter(target, count)
    administrator.get(url("letters", target.pk))

    with django_assert_max_num_queries(9):
        text = text_of(administrator.get(url("letters", target.pk)))

    assert text.count("8f3c voltooide") == count


def test_dead_letters_have_pages(administrator):
    target = turned_on(a_target())
    a_letter(target, 30)

    first = text_of(administrator.get(url("letters", target.pk)))
    second = text_of(administrator.get(url("letters", target.pk), {"p": "2"}))

    assert first.count("8f3c voltooide") == 25
    assert second.count("8f3c voltooide") == 5
    assert 'href="?p=2"' in first


def test_trying_again_one_and_all(administrator):
    target = turned_on(a_target())
    other = turned_on(a_target(name="Ander"))
    first, second, third = a_letter(target, 3)
    elsewhere = DeadLetter.objects.create(
        target=other, statement=first.statement, refused_at=clock.now()
    )
    # Nothing arrives here: there is no LRS at this address.

    def asked():
        found = DeadLetter.objects.asked().values_list("pk", flat=True)
        return set(found)

    administrator.post(url("retry", target.pk), {"letter": second.pk})
    assert asked() == {second.pk}
    administrator.post(url("retry", target.pk), {"letter": elsewhere.pk})
    assert asked() == {second.pk}
    response = administrator.post(url("retry", target.pk), follow=True)
    assert asked() == {first.pk, second.pk, third.pk}
    assert "3 statements vertrekken binnen enkele minuten opnieuw" in text_of(response)


def test_buttons_take_only_a_post(administrator):
    target = turned_on(a_target())

    for name in ("off", "now", "retry"):
        assert administrator.get(url(name, target.pk)).status_code == 405
    target.refresh_from_db()
    assert target.active


def test_the_group_of_administrators_does_all_of_it(client):
    set_up_groups()
    person = UserFactory()
    person.groups.add(Group.objects.get(name=PlatformGroup.ADMINISTRATORS))
    client.force_login(person)

    assert url("index") in text_of(client.get(reverse("wagtailadmin_home")))
    client.post(url("add"), NEW)
    target = ForwardingTarget.objects.get()
    client.post(url("on", target.pk), SWITCH)
    target.refresh_from_db()
    assert target.active
    client.post(url("off", target.pk))
    client.post(url("edit", target.pk), NEW | {"key": "other"})
    target.refresh_from_db()
    assert (target.active, target.key) == (False, "other")
    client.post(url("delete", target.pk))
    assert not ForwardingTarget.objects.exists()


@pytest.mark.parametrize("permissions", [[], ["view_storedstatement", "add_page"]])
def test_others_see_and_do_nothing(client, permissions):
    target = turned_on(a_target())
    a_letter(target)
    client.force_login(who_may(*permissions))

    for name in ("index", "index_results", "add"):
        assert client.get(url(name)).status_code == 302
    for name in ("inspect", "edit", "delete", "on", "letters"):
        assert client.get(url(name, target.pk)).status_code == 302
    for name in ("edit", "delete", "on", "off", "now", "retry"):
        assert client.post(url(name, target.pk), SWITCH).status_code == 302

    target.refresh_from_db()
    assert target.active
    assert not DeadLetter.objects.asked().exists()


def test_who_may_only_look_turns_nothing_on(client):
    target = a_target()
    client.force_login(who_may("view_forwardingtarget"))

    text = text_of(client.get(url("inspect", target.pk)))

    assert url("on", target.pk) not in text
    assert client.post(url("on", target.pk), SWITCH).status_code == 302
    target.refresh_from_db()
    assert not target.active


def test_the_secret_is_on_no_page(administrator):
    target = turned_on(a_target())

    for page in ("index", "inspect", "letters"):
        args = [] if page == "index" else [target.pk]
        assert SECRET not in text_of(administrator.get(url(page, *args)))
    assert targets.has_secret(target)
    assert SECRET not in str(ForwardingTarget.objects.values().get())


def test_from_now_on_leaves_out_what_was():
    recorded(3)
    target = turned_on(a_target(), ForwardFrom.NOW)
    recorded(2)

    assert targets.with_lag().get(pk=target.pk).lag == 2
    assert target.agreement == AGREEMENT.text
