"""Policy domains and one tree of entities, through time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.organisation.enums import EntityType
from lms.organisation.querysets import EntityQuerySet

from .dated import Dated


class PolicyDomain(Dated):
    """A beleidsdomein; domains merge too (domain.md, section 3)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("policy domain")
        verbose_name_plural = _("policy domains")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organisation_domain_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Entity(Dated):
    """An organisation of the Vlaamse overheid, or a service in it."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    ovo_code = models.CharField(_("OVO code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200)
    type = models.CharField(_("type"), max_length=20, choices=EntityType.choices)
    policy_domain = models.ForeignKey(
        PolicyDomain,
        verbose_name=_("policy domain"),
        on_delete=models.PROTECT,
        related_name="entities",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies under"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )

    objects = EntityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organisation_entity_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False),
                name="organisation_entity_with_successor_has_ended",
                violation_error_message=_(
                    "Only what has ended has a successor: give the last day too."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")) & ~Q(successor=F("id")),
                name="organisation_entity_not_its_own_parent_or_successor",
                violation_error_message=_(
                    "An entity cannot lie under itself, nor succeed itself."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EarlierStanding(Dated):
    """What an entity was called and where it stood, in a period that is over.

    What holds today stands on the entity itself. Records keep the names of their day by
    themselves: this is for who looks at the tree of then.
    """

    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.CASCADE,
        related_name="earlier",
    )
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        Entity,
        verbose_name=_("lies under"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    policy_domain = models.ForeignKey(
        PolicyDomain,
        verbose_name=_("policy domain"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["entity", "valid_from"]
        verbose_name = _("earlier standing of an entity")
        verbose_name_plural = _("earlier standings of entities")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from"), valid_to__isnull=False),
                name="organisation_standing_is_over_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["entity", "valid_from"], name="organisation_standing_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
