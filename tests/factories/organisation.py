"""Entities, roles and mandates for tests."""

from datetime import date

import factory

from lms.organisation.enums import EntityType
from lms.organisation.models import Entity, IntegrityRole, Mandate, PolicyDomain

from .accounts import UserFactory

LONG_AGO = date(2020, 1, 1)


class PolicyDomainFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PolicyDomain
        django_get_or_create = ["code"]

    code = "MOW"
    name = "Mobiliteit en Openbare Werken"
    valid_from = LONG_AGO


class EntityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entity

    code = factory.Sequence(lambda n: f"TEST-{n:03d}")
    name = factory.Sequence(lambda n: f"Agentschap {n}")
    type = EntityType.IVA
    policy_domain = factory.SubFactory(PolicyDomainFactory)
    valid_from = LONG_AGO


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IntegrityRole
        django_get_or_create = ["slug"]

    slug = "contactpersoon-integriteit"
    name = factory.LazyAttribute(lambda role: role.slug.replace("-", " "))


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(UserFactory)
    entity = factory.SubFactory(EntityFactory)
    role = factory.SubFactory(RoleFactory)
    valid_from = LONG_AGO
