"""The two stores as kinds of records with a period: what came in before it ends, goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from lms.common.retention import Kind, keeps
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from lms.xapi.querysets import StatementQuerySet

from .retention import batches_before

LABELS = {
    Store.RECORD: _("Statements of the record store"),
    Store.REFLECTION: _("Statements of the reflection store"),
}


def announce() -> None:
    """Tell the platform which kinds there are."""
    for store in Store:
        keeps(
            Kind(
                name=f"xapi.{store.value}_store",
                label=LABELS[store],
                counts_from=_("the day on which the statement came in"),
                outcome=_("the statement goes with what hangs on it; completions stay"),
                moment="stored",
                due=partial(_old, store),
                remove=partial(_remove, store),
            )
        )


def _old(store: Store, before: datetime) -> StatementQuerySet:
    return StoredStatement.objects.in_store(store).filter(stored__lt=before)


def _remove(store: Store, before: datetime) -> Iterator[int]:
    return batches_before(store, before)
