"""Saving a question under a name, sharing it, and taking it away."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.models import Entity

from .exceptions import NameTaken, NotYourEntity
from .models import SavedReport
from .records import scope_of


def save_report(
    owner: User, *, name: str, parameters: Mapping[str, str]
) -> SavedReport:
    """Keep a question under a name, for its owner alone.

    Raises ``NotHr`` for who is HR of nothing and ``NameTaken`` for a name that the owner
    gave to another question; the same question under the same name is no second one.
    """
    scope_of(owner)
    asked = dict(parameters)
    try:
        with transaction.atomic():
            return SavedReport.objects.create(
                owner=owner, name=name, parameters=asked, saved_at=clock.now()
            )
    except IntegrityError:
        known = SavedReport.objects.of(owner).filter(name=name).first()
        if known is None:
            raise
        if known.parameters != asked:
            raise _taken(name) from None
        return known


def rename_report(report: SavedReport, *, name: str) -> SavedReport:
    """Give it another name. Raises ``NameTaken``."""
    report.name = name
    try:
        with transaction.atomic():
            report.save(update_fields=["name"])
    except IntegrityError:
        raise _taken(name) from None
    return report


@transaction.atomic
def share_report(report: SavedReport, *, entity: Entity | None) -> SavedReport:
    """Let HR of an entity open it too; with ``None`` its owner alone.

    Only the question is shared: everybody sees the rows of their own scope. Raises
    ``NotYourEntity`` for an entity outside the scope of the owner.
    """
    if entity is not None and entity.pk not in scope_of(report.owner).entities:
        raise NotYourEntity(_("You can share with the HR of your own entities only."))
    report.shared_with = entity
    report.save(update_fields=["shared_with"])
    return report


@transaction.atomic
def delete_report(report: SavedReport) -> None:
    """Take it away, for everybody with whom it was shared too."""
    report.delete()


def _taken(name: str) -> NameTaken:
    return NameTaken(
        _("You already have a report “%(name)s”. Choose another name.") % {"name": name}
    )
