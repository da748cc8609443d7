"""One agency with everything in it, and everybody who may not see that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models

from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.organisation.models import Entity
from lms.organisation.operations import end_mandate
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

from .leaving import a_token, leave_traces

OURS = ("lms", "courses", "dilemmas", "certification", "cms_site")

# Words that stand nowhere but in what is known of the people of the agency.
LEARNER, FAMILY, KEY = "Wrathildis", "Zonderlinck", "VO-GEHEIM-77"
ADDRESS = "wrathildis@voorbeeld.test"
CHOSEN = "Quokkakunde voor eigen plezier"

Rows = dict[type[models.Model], set[Any]]


@dataclass
class World:
    """Who is who; ``inside`` is the agency that outsiders may not look into."""

    inside: Entity
    learner: User
    hr: User
    manager: User
    outsiders: dict[str, User | None] = field(default_factory=dict)
    token: str = ""  # of a system that may do everything in the agency
    token_elsewhere: str = ""


def a_world() -> World:
    """An agency with a learner who did everything, and outsiders of every sort."""
    inside = EntityFactory(code="MATRIX-A", name="Agentschap Binnen")
    outside = EntityFactory(code="MATRIX-B", name="Agentschap Buiten")
    below = EntityFactory(code="MATRIX-A1", name="Dienst Eronder", parent=inside)
    world = World(
        inside=inside,
        learner=a_learner(inside),
        hr=somebody(inside, "hr-verantwoordelijke"),
        manager=somebody(inside, "leidinggevende"),
    )
    leave_traces(world, KEY)
    admin = UserFactory(first_name="Buiten")
    world.token = a_token(inside, admin)
    world.token_elsewhere = a_token(outside, admin)
    gone = MandateFactory(entity=inside, role=a_role("hr-verantwoordelijke"))
    end_mandate(gone, on=clock.today() - timedelta(days=1))
    left = MandateFactory(entity=inside, role=a_role("leidinggevende"))
    end_mandate(left, on=clock.today() - timedelta(days=1))
    world.outsiders = {
        "nobody": None,
        "somebody interested": UserFactory(first_name="Buiten"),
        "a learner elsewhere": somebody(outside, "medewerker"),
        "a colleague": somebody(inside, "medewerker"),
        "HR elsewhere": somebody(outside, "hr-verantwoordelijke"),
        "HR below": somebody(below, "hr-verantwoordelijke"),
        "a manager elsewhere": somebody(outside, "leidinggevende"),
        "a manager below": somebody(below, "leidinggevende"),
        "who was HR": gone.person,
        "who was the manager": left.person,
        "a coordinator": in_group(PlatformGroup.COORDINATORS),
        "a facilitator": in_group(PlatformGroup.FACILITATORS),
    }
    return world


def a_role(slug: str) -> Any:
    return RoleFactory(slug=slug, name=slug.replace("-", " ").capitalize())


def somebody(entity: Entity, role: str) -> User:
    person: User = MandateFactory(entity=entity, role=a_role(role)).person
    return person


def in_group(group: PlatformGroup) -> User:
    person: User = UserFactory(first_name="Buiten")
    person.groups.add(Group.objects.get_or_create(name=group.value)[0])
    return person


def a_learner(entity: Entity) -> User:
    """Somebody with something of every kind: asked, shared, chosen, certified."""
    mandate = MandateFactory(
        entity=entity,
        role=a_role("medewerker"),
        person__first_name=LEARNER,
        person__last_name=FAMILY,
        person__email=ADDRESS,
        person__vo_id=KEY,
    )
    person: User = mandate.person
    asked, shared = an_activity(title="Gevraagd"), an_activity(title="Gedeeld")
    tomorrow = clock.today() + timedelta(days=1)
    learning.assign(person, asked, mandate=mandate, by=None, due_on=tomorrow)
    learning.share(learning.register(person, shared, mandate=mandate).pk)
    chosen = an_activity(ActivityKind.COURSE, title=CHOSEN, is_listed=False)
    learning.register(person, chosen, mandate=mandate)
    learning.withdraw_activity(chosen.key)  # so that no list of the offer has it
    a_certificate(trajectory=a_trajectory(), mandate=mandate)
    return person


def our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith(OURS):
            yield model


def belonging_to(world: World) -> Rows:
    """The agency, its three people, and every row that points at one of these rows."""
    found: Rows = defaultdict(set)
    found[Entity] = {world.inside.pk}
    found[User] = {world.learner.pk, world.hr.pk, world.manager.pk}
    while _add(found):
        pass
    return found


def _add(found: Rows) -> bool:
    added = False
    for model in our_models():
        for key in model._meta.concrete_fields:
            target = key.remote_field.model if key.remote_field else None
            if target not in found or model is User:
                continue
            pointing = model._base_manager.filter(**{f"{key.name}__in": found[target]})
            more = set(pointing.values_list("pk", flat=True)) - found[model]
            found[model] |= more
            added = added or bool(more)
    return added


def values_in(rows: Rows) -> dict[str, list[str]]:
    """What goes into the gaps of addresses: keys, codes and numbers of these rows."""
    values: dict[str, dict[str, None]] = defaultdict(dict)
    for model, keys in rows.items():
        for each in model._meta.concrete_fields:
            kind = _gap_of(each)
            if kind is None:
                continue
            some = model._base_manager.filter(pk__in=keys).order_by("-pk")[:12]
            for value in some.values_list(each.attname, flat=True):
                if value not in (None, ""):
                    values[kind][str(value)] = None
    text = [*values["str"], *values["uuid"], *values["int"]]
    return {
        "int": sorted(values["int"], key=int),
        "uuid": list(values["uuid"]),
        "str": text,
        "slug": text,
        "path": text,
        "uuidstr": list(values["uuid"]),
    }


def _gap_of(each: models.Field[Any, Any]) -> str | None:
    if isinstance(each, models.UUIDField):
        return "uuid"
    if each.primary_key and isinstance(each, models.AutoField | models.IntegerField):
        return "int"
    names = isinstance(each, models.CharField) and each.unique
    return "str" if names and not each.primary_key else None


def as_they_are(rows: Rows) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """How these rows stand, to compare with later."""
    told: dict[str, dict[Any, tuple[Any, ...]]] = {}
    for model, keys in rows.items():
        names = [
            each.attname
            for each in model._meta.concrete_fields
            if each.attname != "last_login"
        ]
        found = model._base_manager.filter(pk__in=keys).values_list("pk", *names)
        told[model._meta.label] = {pk: tuple(rest) for pk, *rest in found}
    return told
