"""What learning keeps until somebody sets a period: what was seen for what counts."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lms.common.retention import BATCH, Kind, keeps

from .models import Exemption, HistoricProof
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
    keeps(
        Kind(
            name="learning.historic_proofs",
            label=_("Evidence of completions that were imported"),
            counts_from=_("the day on which the completion was imported"),
            outcome=_("the evidence goes; the completion stays"),
            moment="recorded_at",
            due=_old_proofs,
            remove=_empty_proofs,
        )
    )


def _old_files(before: datetime) -> QuerySet[Exemption]:
    with_file = ~Q(file_name="") | Q(file_content__isnull=False)
    return Exemption.objects.filter(with_file, recorded_at__lt=before)


def _empty(before: datetime) -> Iterator[int]:
    while pks := list(_old_files(before).values_list("pk", flat=True)[:BATCH]):
        yield Exemption.objects.filter(pk__in=pks).update(**NO_FILE)


def _old_proofs(before: datetime) -> QuerySet[HistoricProof]:
    return HistoricProof.objects.filter(recorded_at__lt=before).exclude(proof="")


def _empty_proofs(before: datetime) -> Iterator[int]:
    while pks := list(_old_proofs(before).values_list("pk", flat=True)[:BATCH]):
        yield HistoricProof.objects.filter(pk__in=pks).update(proof="")
