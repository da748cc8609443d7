"""What imports hold of a person: lines of reports that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from lms.common.personal import Rows, holds

from .models import ImportLine, ImportRun

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held; a mandate is a fact, anonymised with its person."""
    holds("organisation: imports", collect=_collect, erase=_erase)


def _collect(person: User) -> Rows:
    fields = ("run__received_at", "number", "column", "given", "text")
    return [dict(row) for row in _about(person).values(*fields)]


def _erase(person: User) -> int:
    """The files in which they may stand go too: a run that waits has to be sent anew."""
    about = _about(person)
    for run in ImportRun.objects.exclude(file="").filter(lines__in=about).distinct():
        run.file.delete(save=False)
        ImportRun.objects.filter(pk=run.pk).update(file="")
    count, _by_model = about.delete()
    return count


def _about(person: User) -> QuerySet[ImportLine]:
    keys = [key for key in (person.vo_id, person.personnel_number) if key]
    named = Q(who__in=[*keys, person.email]) | Q(given__in=[*keys, person.email])
    if person.email:
        named |= Q(text__icontains=person.email)
    found: QuerySet[ImportLine] = ImportLine.objects.filter(named)
    return found
