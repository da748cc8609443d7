"""What learning keeps until somebody sets a period: the proof of exemptions."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lms.common.retention import BATCH, Kind, keeps

from .models import Exemption
from .personal import NO_FILE


def announce() -> None:
    """Tell the platform which kinds there are."""
    keeps(
        Kind(
            name="learning.exemption_files",
            label=_("Files that prove an exemption"),
            counts_from=_("the day on which the exemption was given"),
            outcome=_("the file goes; the exemption and its reason stay"),
            moment="recorded_at",
            due=_old_files,
            remove=_empty,
        )
    )


def _old_files(before: datetime) -> QuerySet[Exemption]:
    with_file = ~Q(file_name="") | Q(file_content__isnull=False)
    return Exemption.objects.filter(with_file, recorded_at__lt=before)


def _empty(before: datetime) -> Iterator[int]:
    while pks := list(_old_files(before).values_list("pk", flat=True)[:BATCH]):
        yield Exemption.objects.filter(pk__in=pks).update(**NO_FILE)
