"""Who was erased stays erased when a backup from before is put back."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from lms.common.backups import carrying

from . import operations
from .models import ErasedPerson

NAME: Final = "erased"


def those_erased() -> list[str]:
    """The ``public_id`` of everybody who was erased here."""
    return [
        str(each) for each in ErasedPerson.objects.values_list("public_id", flat=True)
    ]


def catch_up(now: datetime) -> int:  # noqa: ARG001 (a job of tick)
    """Erase again whom a restored backup brought back; how many."""
    carried = carrying.read(NAME)
    if not carried:
        return 0
    done = operations.erase_again(UUID(each) for each in carried)
    carrying.done(NAME)
    return done
