"""The record of processing is written in versions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lms.accounts.models import User
from lms.common import clock
from lms.privacy.models import Processing, ProcessingVersion

WORDS = (
    *("name", "purpose", "legal_basis", "law", "people", "data", "source"),
    *("recipients", "transfers", "kinds", "retention", "measures"),
)


def words_of(version: ProcessingVersion) -> dict[str, Any]:
    """What a version says, by the names that ``describe`` takes."""
    return {name: getattr(version, name) for name in WORDS}


@transaction.atomic
def describe(slug: str, *, by: User | None, **words: Any) -> ProcessingVersion:
    """Say of a processing what holds from now on; words that do not differ make no version.

    A slug that is not there yet begins a processing, after the others.
    """
    processing = _held(slug)
    last = processing.versions.order_by("-number").first()
    said = {name: words.get(name, [] if name == "kinds" else "") for name in WORDS}
    if last and all(getattr(last, name) == each for name, each in said.items()):
        return last
    return ProcessingVersion.objects.create(
        processing=processing,
        number=last.number + 1 if last else 1,
        changed_at=clock.now(),
        changed_by=by,
        **said,
    )


@transaction.atomic
def end_processing(slug: str) -> Processing:
    """Note that something is no longer done; its statements stay readable.

    Raises ``Processing.DoesNotExist``.
    """
    processing = Processing.objects.select_for_update().get(slug=slug)
    if processing.ended_on is None:
        processing.ended_on = clock.today()
        processing.save(update_fields=["ended_on"])
    return processing


def _held(slug: str) -> Processing:
    position = Processing.objects.count() + 1
    Processing.objects.get_or_create(slug=slug, defaults={"position": position})
    return Processing.objects.select_for_update().get(slug=slug)
