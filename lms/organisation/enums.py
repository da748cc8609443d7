"""Fixed words of the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntityType(models.TextChoices):
    """Legal form of an entity (domain.md, D23)."""

    DEPARTMENT = "departement", _("Department")
    IVA = "iva", _("Agency without legal personality (IVA)")
    IVA_LEGAL = "iva-rp", _("Agency with legal personality (IVA)")
    EVA = "eva", _("External agency (EVA)")
    SERVICE = "dienst", _("Service")


class RoleSlug(models.TextChoices):
    """Roles that carry a rule of ours; every other role is data alone."""

    CONTACT_PERSON = "contactpersoon-integriteit", _("Integrity contact person")
    MANAGER = "leidinggevende", _("Manager")
    HR = "hr-verantwoordelijke", _("HR officer")
    EMPLOYEE = "medewerker", _("Employee")


class LineOutcome(models.TextChoices):
    """What comes of a line of an import; what ends stands on no line."""

    REFUSED = "geweigerd", _("Refused")
    CREATED = "nieuw", _("New person")
    CHANGED = "gewijzigd", _("Changed")
    ENDED = "beeindigd", _("Mandate ended")
    UNCHANGED = "ongewijzigd", _("Unchanged")


class RunState(models.TextChoices):
    """How far an import is; what is received is checked by a task."""

    RECEIVED = "ontvangen", _("Being checked")
    CHECKED = "nagekeken", _("Checked, nothing is changed yet")
    ORDERED = "gevraagd", _("Being carried out")
    DONE = "uitgevoerd", _("Carried out")
    FAILED = "mislukt", _("Failed, nothing was changed")
