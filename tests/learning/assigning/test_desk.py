"""The pages of who assigns, who decides and who learns."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lms.common import clock
from lms.learning import operations
from lms.learning.enums import AttestKind, DueFrom, RequestState
from lms.learning.models import (
    Assignment,
    AssignmentRule,
    Attest,
    LearningActivity,
    LearningRequest,
    Participation,
)
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EntityFactory, MandateFactory

from .test_attesting import (  # noqa: F401 (fixtures)
    PDF,
    mandate,
    requirement,
    school,
    training,
)

pytestmark = pytest.mark.django_db

TODAY = clock.today()
LATER = TODAY + timedelta(days=40)


def filled_in(agency, course, **other):
    return {
        "name": "Basis voor iedereen",
        "activity": course.pk,
        "entity": agency.pk,
        "with_below": "on",
        "valid_from": TODAY.isoformat(),
        "due_from": DueFrom.DAY,
        "due_on": LATER.isoformat(),
        "remind_before": "30, 7",
        "key": str(uuid4()),
        **other,
    }


def test_a_rule_is_shown_before_it_is_saved(
    client, hr, agency, course, django_capture_on_commit_callbacks
):
    person = MandateFactory(entity=agency, person__last_name="Zomerlinde").person
    client.force_login(hr)
    said = filled_in(agency, course)

    shown = client.get(reverse("desk:new"), said).content.decode()
    assert "Zomerlinde" in shown
    assert "2</strong> mensen vallen er vandaag onder" in shown
    assert not AssignmentRule.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("desk:new"), said)
    rule = AssignmentRule.objects.get()
    assert answer.url == reverse("desk:rule", args=[rule.pk])
    assert Participation.objects.get(learner=person).due_on == LATER
    assert rule.remind_before == [30, 7]
    page = client.get(answer.url).content.decode()
    assert "Zomerlinde" in page

    client.post(reverse("desk:new"), said)  # a second press
    assert AssignmentRule.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, hr, agency, course):
    client.force_login(hr)
    said = filled_in(agency, course, due_on="", remind_before="morgen")

    answer = client.get(reverse("desk:new"), said)

    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Geef de vaste datum" in shown
    assert "Schrijf dagen als getallen" in shown
    assert 'value="Basis voor iedereen"' in shown


def test_an_entity_of_another_scope_cannot_be_chosen(client, hr, agency, course):
    client.force_login(hr)
    said = filled_in(agency, course, entity=EntityFactory().pk)

    assert client.post(reverse("desk:new"), said).status_code == 400
    said["entity"] = ""
    assert client.post(reverse("desk:new"), said).status_code == 400
    assert not AssignmentRule.objects.exists()


def test_a_change_shows_what_it_drops_and_two_tabs_do_no_harm(
    client, hr, agency, course, a_rule
):
    under = MandateFactory(entity=EntityFactory(parent=agency))
    rule = a_rule()
    client.force_login(hr)
    address = reverse("desk:change", args=[rule.pk])
    assert client.get(address).status_code == 200
    said = filled_in(agency, course, version="1")
    del said["with_below"]

    shown = client.get(address, said).content.decode()
    assert "1 persoon krijgt het niet meer gevraagd" in shown
    assert str(under.person) in shown

    assert client.post(address, said).status_code == 302
    said["name"] = "Een ander tabblad"
    refused = client.post(address, said)
    assert refused.status_code == 400
    assert "Iemand anders heeft deze regel" in refused.content.decode()


def test_exceptions_are_made_and_taken_back_on_the_page(client, hr, agency, a_rule):
    person = MandateFactory(entity=agency).person
    rule = a_rule()
    client.force_login(hr)
    address = reverse("desk:rule", args=[rule.pk])
    given = {"person": person.vo_id, "reason": "Loopbaanonderbreking"}

    unknown = client.post(
        address, {**given, "since": TODAY, "person": UserFactory().email}
    )
    assert unknown.status_code == 400
    assert client.post(address, {**given, "since": TODAY}).status_code == 302
    assert "Loopbaanonderbreking" in client.get(address).content.decode()
    exception = rule.exceptions.get()
    client.post(reverse("desk:end_exception", args=[exception.pk]))
    operations.apply_rule(rule.pk)
    assert Assignment.objects.standing().filter(learner=person).exists()


def test_a_rule_that_was_stopped_meanwhile_says_so(client, hr, a_rule):
    rule = a_rule()
    client.force_login(hr)
    for _press in range(2):
        client.post(reverse("desk:stop", args=[rule.pk]))

    shown = client.get(reverse("desk:change", args=[rule.pk]), follow=True)

    assert "ondertussen stopgezet" in shown.content.decode()


def test_nobody_opens_or_changes_what_is_not_theirs(client, a_rule, hr, agency):
    rule = a_rule()
    elsewhere = MandateFactory(role__slug="hr-verantwoordelijke").person
    learner = MandateFactory(entity=agency).person
    about = [
        reverse("desk:rule", args=[rule.pk]),
        reverse("desk:change", args=[rule.pk]),
        reverse("desk:stop", args=[rule.pk]),
    ]
    client.force_login(elsewhere)
    assert [client.post(each).status_code for each in about] == [404, 404, 404]
    client.force_login(learner)
    whole = [reverse("desk:rules"), reverse("desk:enrol"), reverse("desk:people")]
    for each in [*about, *whole, reverse("desk:new"), reverse("learning:requests")]:
        assert client.get(each).status_code == 403
    rule.refresh_from_db()
    assert not rule.is_stopped


def test_a_rule_from_above_is_seen_below_and_changed_by_nobody_there(
    client, agency, a_rule
):
    below = EntityFactory(parent=agency)
    rule = a_rule()
    theirs = MandateFactory(entity=below, role__slug="hr-verantwoordelijke").person
    client.force_login(theirs)

    page = client.get(reverse("desk:rule", args=[rule.pk]))

    assert page.status_code == 200
    assert "Zet deze regel stop" not in page.content.decode()
    assert client.post(reverse("desk:stop", args=[rule.pk])).status_code == 404


def test_a_learner_sees_why_and_asks_for_more_time(
    client, agency, hr, manager, course, a_rule
):
    contact = MandateFactory(entity=agency)
    a_rule(due_from=DueFrom.DAY, due_on=TODAY + timedelta(days=10))
    client.force_login(contact.person)
    address = reverse("learning:due", args=[course.key])
    assert address in client.get("/mijn-leren/").content.decode()
    assert "De regel “Basis”" in client.get(address).content.decode()

    client.post(address, {"wished_on": LATER, "reason": "Veel werk"})
    asked = LearningRequest.objects.get()
    shown = client.post(address, {"wished_on": LATER, "reason": "Nog eens"})
    assert shown.status_code == 400

    client.force_login(manager)
    assert str(contact.person) in client.get("/deelname/aanvragen/").content.decode()
    decide = reverse("learning:decide", args=[asked.pk])
    refused = client.post(
        decide, {"decision": "refuse", "granted_on": "", "answer": ""}
    )
    assert refused.status_code == 400
    assert "Zeg waarom" in refused.content.decode()
    client.post(decide, {"decision": "grant", "granted_on": LATER, "answer": "Goed"})
    assert Participation.objects.get(learner=contact.person).due_on == LATER

    client.force_login(hr)
    late = client.post(decide, {"decision": "refuse", "answer": "Toch niet"})
    assert late.status_code == 400
    assert "besliste al" in late.content.decode()
    client.force_login(MandateFactory(role__slug="leidinggevende").person)
    assert client.get(decide).status_code == 404


def test_approval_is_asked_where_one_joins(client, agency, manager, course):
    LearningActivity.objects.filter(pk=course.pk).update(needs_approval=True)
    person = MandateFactory(entity=agency).person
    client.force_login(person)
    join = reverse("learning:join", args=[course.key])
    assert "Vraag goedkeuring" in client.get(join).content.decode()

    for _press in range(2):
        client.post(join, {"reason": "Het past bij mijn werk"})

    asked = LearningRequest.objects.get()
    assert asked.reason == "Het past bij mijn werk"
    assert not Participation.objects.exists()
    assert "wacht op goedkeuring" in client.get(join).content.decode()
    client.post(reverse("learning:take_back", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == RequestState.TAKEN_BACK
    client.force_login(manager)
    assert client.get(reverse("learning:decide", args=[asked.pk])).status_code == 404


def test_an_attest_is_brought_checked_and_seen_by_nobody_else(
    client,
    hr,
    mandate,  # noqa: F811
    requirement,  # noqa: F811
    school,  # noqa: F811
):
    client.force_login(mandate.person)
    own = reverse("learning:own_attests")
    assert own in client.get("/mijn-leren/").content.decode()
    given = {
        "requirement": requirement.pk,
        "kind": AttestKind.TRAINING,
        "institution": school.pk,
        "hours": "30,5",
        "held_on": TODAY - timedelta(days=3),
    }
    assert client.post(own, given).status_code == 400
    file = SimpleUploadedFile("attest.pdf", PDF)
    assert client.post(own, {**given, "file": file}).status_code == 302
    attest = Attest.objects.get()
    assert attest.hours == Decimal("30.5")
    download = reverse("learning:attest_file", args=[attest.key])
    assert b"".join(client.get(download).streaming_content) == PDF

    check = reverse("desk:check", args=[attest.key])
    for stranger in (
        UserFactory(),
        MandateFactory(role__slug="hr-verantwoordelijke").person,
    ):
        client.force_login(stranger)
        assert client.get(download).status_code == 404
        assert client.get(check).status_code in {403, 404}
    client.force_login(hr)
    assert client.get(download)["Content-Disposition"].startswith("attachment")
    assert str(mandate.person) in client.get(reverse("desk:people")).content.decode()
    assert client.post(check, {"decision": "accept"}).status_code == 302
    attest.refresh_from_db()
    assert attest.state == RequestState.GRANTED
    client.force_login(mandate.person)
    assert "30,5 van 30 uur" in client.get(own).content.decode()


def test_whoever_has_no_such_role_has_no_such_page(client):
    client.force_login(UserFactory())
    assert client.get(reverse("learning:own_attests")).status_code == 404


@pytest.mark.parametrize("rules", [2, 8])
def test_the_list_of_rules_costs_the_same(
    rules, client, hr, a_rule, django_assert_max_num_queries
):
    for _rule in range(rules):
        a_rule()
    client.force_login(hr)
    client.get(reverse("desk:rules"))

    with django_assert_max_num_queries(14):
        client.get(reverse("desk:rules"))
