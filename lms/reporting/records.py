"""The one scoped queryset of completion records.

Lists, details, exports, the command and whatever comes later (API, saved reports,
schedules) start from ``completion_records``: what HR may see (design.md, idea 4) is
decided by ``within`` of lms.learning and by the viewer's scope, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import Participation, Transition
from lms.organisation.visibility import Scope, hr_scope

from . import conditions
from .enums import RecordStatus
from .exceptions import NotHr, NotYet
from .filters import RecordFilter

Records = QuerySet[Transition]

# An operation stamps its moment before it commits. So long after midnight a day is
# still called provisional, to let what began on it land.
SETTLING = timedelta(minutes=5)

# The order of every export. Not by name, nor by the key of a person: an erasure empties
# these cells and must leave every row where it stood. The last one makes it total.
EXPORT_ORDER = (
    "entity_code",
    "learner_id",
    "activity_code",
    "participation_id",
)


def scope_of(viewer: User) -> Scope:
    """Whose records the viewer sees as HR. Raises ``NotHr`` for nobody's."""
    scope = hr_scope(viewer)
    if not scope:
        raise NotHr(_("Only the HR officer of an entity sees its completions."))
    return scope


def is_provisional(peildatum: date) -> bool:
    """Whether records of that day may still come in."""
    return clock.now() < clock.end_of(peildatum) + SETTLING


def completion_records(
    scope: Scope,
    peildatum: date,
    filters: RecordFilter | None = None,
    *,
    moment: datetime | None = None,
) -> Records:
    """How participations stood at the end of ``peildatum``, as far as a scope sees them.

    Each is the last transition of a participation before that moment, with
    ``certificate_number``, ``valid_until`` and ``record_status``; before ``moment``
    when one on that day is given. Raises ``NotYet`` for a day that has not begun.
    """
    if peildatum > clock.today():
        raise NotYet(_("The as-of date lies in the future. Choose today or earlier."))
    moment = moment or clock.end_of(peildatum)
    visible = Transition.objects.as_of(moment).within(scope)
    records = _with_certificates(visible, peildatum, moment)
    return (filters or RecordFilter()).narrow(records, peildatum)


def records_of(person: User, participations: Iterable[Participation]) -> Records:
    """What HR of the entities under which a person took part sees of that today.

    For the person themselves, to see what others see: the same records, by the same
    rule. Nothing for who took part without an entity.
    """
    taken = list(participations)
    entities = frozenset(each.mandate.entity_id for each in taken if each.mandate)
    records = completion_records(Scope(entities), clock.today())
    return records.filter(participation__in=taken, learner=person)


def as_recorded(
    ids: Sequence[int], peildatum: date, moment: datetime | None = None
) -> Records:
    """These very records, found before by ``completion_records``, whatever came since."""
    found = Transition.objects.filter(pk__in=ids).order_by()
    return _with_certificates(found, peildatum, moment or clock.end_of(peildatum))


def in_export_order(records: Records) -> Records:
    """The order that every file has, whatever the list on the screen shows."""
    return records.order_by(*EXPORT_ORDER)


def _with_certificates(records: Records, peildatum: date, moment: datetime) -> Records:
    """Add the certificate that a completed trajectory had earned by then.

    Looked for nowhere else: of the many records few are of trajectories.
    """
    certificate = conditions.last_certificates(moment).filter(
        award__completion__participation=OuterRef("participation")
    )
    return records.annotate(
        certificate_number=Case(
            When(conditions.EARNED, then=Subquery(certificate.values("number")[:1])),
            output_field=CharField(),
        ),
        valid_until=Case(
            When(
                conditions.EARNED, then=Subquery(certificate.values("valid_until")[:1])
            ),
            output_field=DateField(),
        ),
        record_status=Case(
            When(
                conditions.EARNED
                & Q(participation__in=conditions.lapsed(moment, peildatum)),
                then=Value(RecordStatus.EXPIRED.value),
            ),
            default=F("status"),
            output_field=CharField(),
        ),
    )
