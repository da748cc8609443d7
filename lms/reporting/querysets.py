"""How the rest asks about exports, saved reports and looks at records."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from .enums import OPEN_STATES, Channel, JobState, Outcome

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.organisation.visibility import Scope

    from .models import (  # noqa: F401
        ExportAudit,
        ExportJob,
        ExportSchedule,
        RecordLook,
        SavedReport,
    )

NO_RECORDS = (Channel.DIFFERENCE, Channel.CERTIFICATES)


class ExportAuditQuerySet(models.QuerySet["ExportAudit"]):
    """The audit of exports."""

    def with_ending(self) -> Self:
        """Load who exported and how it ended, in the same query."""
        return self.select_related("by", "its_ending")

    def of(self, viewer: User) -> Self:
        """What somebody took out."""
        return self.filter(by=viewer.pk)

    def of_completions(self) -> Self:
        """Files of completion records, and nothing that was made from them."""
        return self.exclude(channel__in=NO_RECORDS)

    def complete(self) -> Self:
        return self.filter(its_ending__outcome=Outcome.COMPLETE)

    def before(self, audit: ExportAudit) -> Self:
        """Earlier ones of the same report, the latest first.

        The same person asked the same filters, of a day that is not later: whatever
        format and door it had, it answered the same question.
        """
        return (
            self.of_completions()
            .complete()
            .filter(
                by=audit.by_id,
                filters=audit.filters,
                peildatum__lte=audit.peildatum,
                pk__lt=audit.pk,
            )
            .order_by("-pk")
        )


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    """Files that are made in the background."""

    def of(self, viewer: User) -> Self:
        return self.filter(by=viewer.pk)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def ready(self) -> Self:
        return self.filter(state=JobState.READY)

    def standing_still(self, since: datetime) -> Self:
        """At which nobody has worked since a moment."""
        return self.open().filter(seen_at__lt=since)

    def too_old(self, now: datetime) -> Self:
        """Files that are kept no longer."""
        return self.ready().filter(expires_at__lte=now)


class ExportScheduleQuerySet(models.QuerySet["ExportSchedule"]):
    """Exports that are made by themselves."""

    def of(self, viewer: User) -> Self:
        return self.filter(by=viewer.pk)

    def due(self, day: date) -> Self:
        """What should have been made by the beginning of a day."""
        return self.filter(paused=False, next_on__lte=day)


class SavedReportQuerySet(models.QuerySet["SavedReport"]):
    """Questions that were saved."""

    def of(self, owner: User) -> Self:
        return self.filter(owner_id=owner.pk)

    def visible_to(self, viewer: User, scope: Scope) -> Self:
        """One's own, and what was shared with HR of an entity in one's scope.

        Nothing for who is HR of nothing: an empty scope is the end of the role.
        """
        if not scope:
            return self.none()
        return self.filter(
            Q(owner_id=viewer.pk) | Q(shared_with__in=sorted(scope.entities))
        )

    def with_names(self) -> Self:
        """Load whose it is and with whom it is shared, in the same query."""
        return self.select_related("owner", "shared_with")


class RecordLookQuerySet(models.QuerySet["RecordLook"]):
    """Who looked at whose record."""

    def at_record_of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def with_names(self) -> Self:
        """Load who looked and at whom, in the same query."""
        return self.select_related("by", "person")
