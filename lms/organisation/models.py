"""Policy domains, one tree of entities through time, integrity roles, mandates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import EntityType
from .querysets import EntityQuerySet, MandateQuerySet


class Dated(models.Model):
    """Something that holds from one day up to and including another."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True


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


class IntegrityRole(models.Model):
    """A role in integrity policy. Roles are data: an administrator adds one."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    aliases = models.JSONField(_("aliases"), default=list, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("integrity role")
        verbose_name_plural = _("integrity roles")

    def __str__(self) -> str:
        return self.name


class Mandate(Dated):
    """A capacity in which a person acts: an entity, a role, from when to when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    role = models.ForeignKey(
        IntegrityRole,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )

    objects = MandateQuerySet.as_manager()

    # Wagtail would refuse to delete its person without a word of why; we say it.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-valid_from", "pk"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organisation_mandate_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["person", "entity", "role", "valid_from"],
                name="organisation_mandate_once",
                violation_error_message=_(
                    "This person has this mandate from that day on already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} – {self.entity}"
