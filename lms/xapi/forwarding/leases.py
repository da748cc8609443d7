"""One deliverer per target at a time, and what a deliverer writes down.

A lease is a row, not a lock: no transaction is open while a request is under way, so
nobody waits for an outside LRS. Everything that is written under a lease asks for it
in the same statement, so who lost it, or whose target was turned off, changes nothing.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Self
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from lms.common import clock
from lms.xapi.enums import Trouble
from lms.xapi.models import DeadLetter, ForwardingTarget, StoredStatement
from lms.xapi.querysets import DeadLetterQuerySet

from .batches import Item

# Longer than one request can last: it is renewed after each.
LEASE: Final = timedelta(minutes=2)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
MOST_KEPT: Final = 2000


class LeaseLost(Exception):
    """Somebody else delivers now, or the target was turned off."""


@dataclass(slots=True)
class Lease:
    """The right to deliver to a target, until it is given back or ``LEASE`` is over."""

    target: ForwardingTarget
    token: UUID
    began: float = field(default_factory=time.monotonic)
    delivered: int = 0

    @classmethod
    def take(cls, target_id: int) -> Self | None:
        """The lease of a target that is due, unless somebody else was first."""
        now, token = clock.now(), uuid4()
        taken = (
            ForwardingTarget.objects.due(now)
            .filter(pk=target_id)
            .update(lease=token, leased_until=now + LEASE, tried_at=now)
        )
        if not taken:
            return None
        target = ForwardingTarget.objects.filter(pk=target_id, lease=token).first()
        return cls(target, token) if target else None

    def moved(self, items: Sequence[Item]) -> None:
        """The target has these: go on after them."""
        self._write(cursor=items[-1].seq, **self._success(len(items)))
        self.delivered += len(items)

    def buried(self, item: Item, status: int | None, answer: str) -> None:
        """Put a statement among the dead letters, and go on after it: both or neither."""
        with transaction.atomic():
            self._write(cursor=item.seq)
            if not StoredStatement.objects.filter(pk=item.pk).exists():
                return  # removed meanwhile: there is nothing to try again
            DeadLetter.objects.update_or_create(
                target=self.target,
                statement_id=item.pk,
                defaults=_refusal(status, answer),
            )

    def revived(self, items: Sequence[Item]) -> None:
        """Dead letters arrived after all."""
        with transaction.atomic():
            self._write(**self._success(len(items)))
            self._letters(items).update(delivered_at=clock.now(), retry_asked_at=None)
        self.delivered += len(items)

    def buried_again(self, item: Item, status: int | None, answer: str) -> None:
        """A dead letter was refused once more."""
        with transaction.atomic():
            self._write()
            self._letters([item]).update(
                **_refusal(status, answer), retry_asked_at=None, tries=F("tries") + 1
            )

    def failed(self, trouble: Trouble, detail: str, wait: timedelta) -> None:
        """Leave the target alone for a while: longer after each failure in a row.

        The pause is drawn by lot up to its ceiling, so that targets that failed
        together do not come back together; never shorter than the server asked.
        """
        now = clock.now()
        doublings = min(self.target.failures, 20)
        ceiling = min(LONGEST_PAUSE, FIRST_PAUSE * 2**doublings)
        pause = ceiling * secrets.SystemRandom().random()
        self.target.failures += 1
        self._write(
            failures=self.target.failures,
            next_try_at=now + max(pause, wait),
            trouble=trouble,
            trouble_detail=_kept(detail),
            trouble_at=now,
        )

    def give_back(self) -> None:
        """Let others deliver; notes how fast it went."""
        changes: dict[str, object] = {"lease": None, "leased_until": None}
        if self.delivered:
            changes |= {
                "run_delivered": self.delivered,
                "run_seconds": max(time.monotonic() - self.began, 0.001),
            }
        ForwardingTarget.objects.filter(pk=self.target.pk, lease=self.token).update(
            **changes
        )

    def _success(self, count: int) -> dict[str, object]:
        self.target.failures = 0
        return {
            "delivered": F("delivered") + count,
            "last_success_at": clock.now(),
            "failures": 0,
            "next_try_at": None,
            "trouble": "",
            "trouble_detail": "",
        }

    def _letters(self, items: Sequence[Item]) -> DeadLetterQuerySet:
        return DeadLetter.objects.open().filter(
            target=self.target, statement__in=[item.pk for item in items]
        )

    def _write(self, **changes: object) -> None:
        held = ForwardingTarget.objects.filter(
            pk=self.target.pk, lease=self.token, active=True
        ).update(leased_until=clock.now() + LEASE, **changes)
        if not held:
            raise LeaseLost
        if "cursor" in changes:
            self.target.cursor = int(str(changes["cursor"]))


def _refusal(status: int | None, answer: str) -> dict[str, object]:
    return {"refused_at": clock.now(), "status": status, "answer": _kept(answer)}


def _kept(text: str) -> str:
    """What a database keeps of an answer: text without NUL, and not too much of it."""
    return text.replace("\x00", "\ufffd")[:MOST_KEPT]
