"""What a token may read, each within its reach and by the rules of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from certification.models import Certificate
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import OPEN_STATUSES, REPORTED_KINDS
from lms.learning.models import LearningActivity
from lms.organisation.models import Mandate
from lms.organisation.visibility import Scope
from lms.reporting.records import Records, completion_records


def mandates_within(scope: Scope) -> QuerySet[Mandate]:
    """The capacities of today that lie within a scope, of people who are somebody."""
    return (
        Mandate.objects.current()
        .filter(entity__in=sorted(scope.entities), person__erased_at=None)
        .with_names()
        .order_by("entity__code", "role__slug", "pk")
    )


def people_within(scope: Scope) -> QuerySet[User]:
    """Who holds a mandate there today, with these mandates and no others.

    What somebody does elsewhere is for who reaches that.
    """
    held = mandates_within(scope)
    return (
        User.objects.filter(Exists(held.order_by().filter(person=OuterRef("pk"))))
        .order_by("pk")
        .prefetch_related(Prefetch("mandates", held, to_attr="held"))
    )


def called(keys: Iterable[str], person: str = "") -> Q:
    """Who has one of these ``persoon_id``s: vo_id, else the imported personnel number.

    ``person`` is the way to the person, such as ``person__``.
    """
    wanted = list(keys)
    return Q(**{f"{person}vo_id__in": wanted}) | Q(
        **{f"{person}vo_id": None, f"{person}personnel_number__in": wanted}
    )


def open_enrolments(scope: Scope) -> Records:
    """What is asked, followed or shared today, and not closed yet."""
    records = completion_records(scope, clock.today())
    return records.filter(status__in=OPEN_STATUSES)


def certificates_within(scope: Scope) -> QuerySet[Certificate]:
    """Certificates of trajectories whose record is seen within a scope today."""
    seen = completion_records(scope, clock.today()).filter(
        participation=OuterRef("award__completion__participation")
    )
    found: QuerySet[Certificate] = (
        Certificate.objects.of_trajectories()
        .filter(Exists(seen.order_by()))
        .select_related("award__completion")
        .prefetch_related("events")
        .order_by("pk")
    )
    return found


def records_behind(
    certificates: Iterable[Certificate], scope: Scope, day: date
) -> Records:
    """The records of the participations that earned these, as a scope sees them."""
    earned = [each.award.completion.participation_id for each in certificates]
    return completion_records(scope, day).filter(participation__in=earned)


def public_offer() -> QuerySet[LearningActivity]:
    """What the catalogue lists."""
    return LearningActivity.objects.listed().order_by("pk")


def can_be_asked() -> QuerySet[LearningActivity]:
    """What somebody can be enrolled for: what is offered, but for steps of a course."""
    return LearningActivity.objects.offered().filter(kind__in=REPORTED_KINDS)
