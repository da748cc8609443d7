"""Entities merge, move and get other names; the tree of a day, and who sees what then."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lms.common import clock
from lms.organisation.exceptions import Circle, WrongDay
from lms.organisation.models import Entity
from lms.organisation.operations import merge_entity, move_entity, rename_entity
from lms.organisation.tree import tree_on
from lms.organisation.visibility import hr_scope
from tests.factories.organisation import (
    EntityFactory,
    MandateFactory,
    PolicyDomainFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db
BEFORE, DAY = date(2023, 12, 31), date(2024, 1, 1)
TOMORROW = clock.today() + timedelta(days=1)


def hr_of(entity):
    role = RoleFactory(slug="hr-verantwoordelijke")
    return MandateFactory(entity=entity, role=role).person


def names(branches):
    return {each.name: names(each.below) for each in branches}


def seen_on(day):
    return {domain.code: names(domain.branches) for domain in tree_on(day)}


def moved(entity, parent, on=DAY):
    return move_entity(entity, parent=parent, policy_domain=entity.policy_domain, on=on)


def test_a_moved_entity_is_seen_by_hr_of_where_it_lies_now():
    old, new = EntityFactory(), EntityFactory()
    service = EntityFactory(parent=old)
    before, after = hr_of(old), hr_of(new)

    moved(service, new)

    assert service.pk not in hr_scope(before).entities
    assert hr_scope(after).entities == {new.pk, service.pk}


def test_what_merged_elsewhere_is_no_longer_seen_from_above_its_parent():
    above, elsewhere = EntityFactory(), EntityFactory()
    ended = EntityFactory(parent=above)
    service = EntityFactory(parent=ended)
    before, after = hr_of(above), hr_of(elsewhere)

    merge_entity(ended, into=elsewhere, on=BEFORE)

    assert hr_scope(before).entities == {above.pk}
    assert hr_scope(after).entities == {elsewhere.pk, ended.pk, service.pk}


def test_a_merger_to_come_shows_nothing_yet():
    ending, successor = EntityFactory(), EntityFactory()
    hr = hr_of(successor)

    merge_entity(ending, into=successor, on=clock.today())
    assert hr_scope(hr).entities == {successor.pk}


def test_what_ended_without_a_successor_stays_under_its_parent():
    agency = EntityFactory()
    ended = EntityFactory(parent=agency, valid_to=BEFORE)

    assert hr_scope(hr_of(agency)).entities == {agency.pk, ended.pk}


def test_the_tree_has_the_names_and_places_of_the_day():
    domain = PolicyDomainFactory(code="A", name="A")
    old = EntityFactory(name="Oud", policy_domain=domain)
    new = EntityFactory(name="Nieuw", policy_domain=PolicyDomainFactory(code="B"))
    service = EntityFactory(name="Dienst", parent=old, policy_domain=domain)
    rename_entity(service, name="Team", on=date(2022, 1, 1))
    move_entity(service, parent=new, policy_domain=new.policy_domain, on=DAY)
    EntityFactory(name="Straks", policy_domain=domain, valid_from=TOMORROW)

    assert seen_on(date(2021, 12, 31)) == {
        "A": {"Oud": {"Dienst": {}}},
        "B": {"Nieuw": {}},
    }
    assert seen_on(BEFORE) == {"A": {"Oud": {"Team": {}}}, "B": {"Nieuw": {}}}
    assert seen_on(DAY) == {"A": {"Oud": {}}, "B": {"Nieuw": {"Team": {}}}}
    assert seen_on(date(2019, 1, 1)) == {}


def test_what_lay_under_an_entity_that_merged_lies_under_its_successor():
    old, new = EntityFactory(name="Oud"), EntityFactory(name="Nieuw")
    EntityFactory(name="Dienst", parent=old)
    merge_entity(old, into=new, on=BEFORE)

    (domain,) = tree_on(DAY)

    assert names(domain.branches) == {"Nieuw": {"Dienst": {}}}
    assert domain.branches[0].took_over == [("Oud", BEFORE)]


def test_people_are_counted_by_role_as_of_the_day():
    mandate = MandateFactory(valid_to=BEFORE)
    MandateFactory(entity=mandate.entity, role=mandate.role)

    def counted(day):
        return tree_on(day)[0].branches[0].roles

    assert counted(BEFORE) == [(mandate.role.name, 2)]
    assert counted(DAY) == [(mandate.role.name, 1)]


@pytest.mark.parametrize("depth", [0, 1, 4])
def test_circles_are_refused_at_any_depth(depth):
    top = EntityFactory()
    chain = [top]
    for _ in range(depth):
        chain.append(EntityFactory(parent=chain[-1]))
    with pytest.raises(Circle):
        moved(top, chain[-1])
    with pytest.raises(Circle):
        merge_entity(top, into=chain[-1], on=BEFORE)


def test_successors_lead_in_no_circle():
    one, two, three = EntityFactory.create_batch(3)
    merge_entity(one, into=two, on=BEFORE)
    merge_entity(two, into=three, on=date(2024, 6, 30))

    Entity.objects.filter(pk=three.pk).update(valid_to=None)
    with pytest.raises(Circle):
        merge_entity(three, into=one, on=date(2020, 6, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda one, two: merge_entity(one, into=two, on=date(2019, 1, 1)),
        lambda one, two: merge_entity(two, into=one, on=date(2019, 6, 1)),
        lambda one, _two: rename_entity(one, name="x", on=TOMORROW),
        lambda one, _two: rename_entity(one, name="x", on=date(2019, 1, 1)),
        lambda one, two: moved(one, two, on=TOMORROW),
    ],
)
def test_days_that_cannot_be_are_refused(wrong):
    with pytest.raises(WrongDay):
        wrong(*EntityFactory.create_batch(2))


def test_a_name_can_change_twice_but_never_before_the_last_time():
    entity = EntityFactory(name="Een")
    rename_entity(entity, name="Twee", on=DAY)
    rename_entity(entity, name="Drie", on=DAY)

    with pytest.raises(WrongDay):
        rename_entity(entity, name="Vier", on=BEFORE)
    assert list(entity.earlier.values_list("name", "valid_to")) == [("Een", BEFORE)]
    entity.refresh_from_db()
    assert entity.name == "Drie"


@pytest.mark.parametrize("number", [3, 30])
def test_the_tree_costs_the_same_however_large(number, django_assert_num_queries):
    parent = EntityFactory()
    for _ in range(number):
        MandateFactory(entity__parent=parent)

    with django_assert_num_queries(4):
        tree_on(DAY)


def test_an_administrator_sees_the_tree_of_a_day(admin_client):
    old, new = EntityFactory(name="Oud Huis"), EntityFactory(name="Nieuw Huis")
    merge_entity(old, into=new, on=BEFORE)
    address = reverse("organisation_tree")

    then = admin_client.get(address, {"dag": "2023-12-31"}).content.decode()
    assert "<strong>Oud Huis</strong>" in then
    now = admin_client.get(address).content.decode()
    assert "<strong>Oud Huis</strong>" not in now
    assert "Oud Huis ging erin op: de laatste dag was 31 december 2023" in now
    assert admin_client.get(address, {"dag": "ooit"}).status_code == 400


def test_entities_change_by_their_forms(admin_client):
    entity, other = EntityFactory(name="Oud"), EntityFactory()

    def change(what, **fields):
        address = reverse("organisation_change", args=[entity.pk, what])
        assert admin_client.get(address).status_code == 200
        return admin_client.post(address, fields)

    change("hernoemen", name="Nieuw", on="2024-01-01")
    domain = entity.policy_domain_id
    change("verplaatsen", parent=other.pk, policy_domain=domain, on="2024-02-01")
    wrong = change("samenvoegen", into=other.pk, on="2019-01-01")
    change("samenvoegen", into=other.pk, on="2024-12-31")

    entity.refresh_from_db()
    assert wrong.status_code == 400
    assert "kan niet vroeger eindigen" in wrong.content.decode()
    assert (entity.name, entity.parent, entity.successor) == ("Nieuw", other, other)
    assert entity.earlier.count() == 2


def test_the_form_of_an_entity_refuses_a_circle(admin_client):
    entity = EntityFactory()
    below = EntityFactory(parent=entity)

    response = admin_client.post(
        reverse("entities:edit", args=[entity.pk]),
        {
            "code": entity.code,
            "name": entity.name,
            "type": entity.type,
            "policy_domain": entity.policy_domain_id,
            "valid_from": "2020-01-01",
            "parent": below.pk,
        },
    )

    assert "kringloop" in response.content.decode()
    entity.refresh_from_db()
    assert entity.parent is None
