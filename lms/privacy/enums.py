"""Words with a fixed meaning in data protection."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What became of a request for erasure."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class LegalBasis(models.TextChoices):
    """Article 6(1) GDPR. Consent is none of them (domain.md, section 2)."""

    OBLIGATION = "c", _("a legal obligation: article 6(1)(c) GDPR")
    PUBLIC_TASK = "e", _("a task in the public interest: article 6(1)(e) GDPR")
    BOTH = (
        "ce",
        _("a legal obligation and a task in the public interest: 6(1)(c) and (e) GDPR"),
    )


class Destination(models.TextChoices):
    """What a selection list says of what is past its period."""

    DESTROY = "destroy", _("Destroy")
    KEEP = "keep", _("Keep: transfer to the archive")
    SELECT = "select", _("Select: destroy part of it")
