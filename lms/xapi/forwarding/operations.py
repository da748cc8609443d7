"""Delivers what waits to outside LRSs.

A statement counts as delivered when the target said so, and only then does the cursor
move: whoever dies in between sends it again, under its own id, and the answer to that
(409 or 200) counts as delivered too. So a target holds each statement once, in order.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F

from lms.common import clock
from lms.xapi.enums import Trouble
from lms.xapi.models import ForwardingTarget
from lms.xapi.statements.versions import Version

from . import batches
from .answers import Verdict, judge, wait_asked
from .batches import Item
from .client import SECONDS, Answer, NoAnswer, OutsideLRS
from .leases import Lease, LeaseLost

logger = logging.getLogger(__name__)

# What one call may last, so that the other work of ``tick`` and the worker goes on.
RUN_SECONDS: Final = 60.0
# A target that refuses everything is set up wrongly: the rest waits, one does not bury it.
MOST_REFUSALS: Final = 20


class _Failed(Exception):
    """Nothing can be said about what was sent; the target is left alone for a while."""

    def __init__(
        self, trouble: Trouble, detail: str, wait: timedelta = timedelta()
    ) -> None:
        self.trouble = trouble
        self.wait = wait
        super().__init__(detail)


def forward_what_waits(now: datetime) -> int:
    """Deliver to every target that is due, for at most ``RUN_SECONDS``; how many left.

    Who was served longest ago comes first, so a long queue for one starves no other.
    """
    until = time.monotonic() + RUN_SECONDS
    due = ForwardingTarget.objects.due(now).order_by(
        F("tried_at").asc(nulls_first=True), "pk"
    )
    delivered = 0
    for target_id in list(due.values_list("pk", flat=True)):
        if time.monotonic() >= until:
            break
        delivered += deliver(target_id, until=until)
    return delivered


def deliver(
    target_id: int, *, until: float | None = None, seconds: float = SECONDS
) -> int:
    """Deliver what waits for one target, until it has all or ``until``; how many.

    Nothing happens when the target is off, waits after a failure, or has a deliverer.
    A request that is under way when the time is over ends first (at most ``seconds``).
    A failure of the target is written down with it, and raises nothing.
    """
    lease = Lease.take(target_id)
    if lease is None:
        return 0
    until = time.monotonic() + RUN_SECONDS if until is None else until
    try:
        _deliver(lease, until, seconds)
    except LeaseLost:
        logger.info("Forwarding to %s goes on elsewhere, or is off.", lease.target)
    except _Failed as failure:
        _note(lease, failure)
    except Exception:
        # One target that trips us must not take the others and the rest of tick along.
        logger.exception("Forwarding to %s failed on our side.", lease.target)
        _note(lease, _Failed(Trouble.OURS, ""))
    finally:
        lease.give_back()
    return lease.delivered


def _note(lease: Lease, failure: _Failed) -> None:
    logger.warning("Forwarding to %s waits: %s", lease.target, failure.trouble)
    try:
        lease.failed(failure.trouble, str(failure), failure.wait)
    except LeaseLost:
        logger.info("Forwarding to %s was turned off meanwhile.", lease.target)


def _deliver(lease: Lease, until: float, seconds: float) -> None:
    target = lease.target
    secret = settings.FORWARD_SECRETS.get(target.variable)
    if not secret:
        raise _Failed(Trouble.NO_SECRET, target.variable)
    lrs = OutsideLRS(
        target.endpoint,
        version=Version(target.version),
        key=target.key,
        secret=secret,
        seconds=seconds,
    )
    with closing(lrs):
        sender = _Sender(lrs, Version(target.version), until)
        while not sender.out_of_time and (items := batches.of_letters(target)):
            sender.send(items, stored=lease.revived, refused=lease.buried_again)
        while not sender.out_of_time and (items := batches.after(target.cursor)):
            sender.send(items, stored=lease.moved, refused=lease.buried)


@dataclass(slots=True)
class _Sender:
    """Sends statements in order, and finds the one that a target does not take."""

    lrs: OutsideLRS
    version: Version
    until: float
    refusals: int = 0

    @property
    def out_of_time(self) -> bool:
        return time.monotonic() >= self.until

    def send(
        self,
        items: list[Item],
        *,
        stored: Callable[[Sequence[Item]], None],
        refused: Callable[[Item, int | None, str], None],
    ) -> None:
        """Send these, all of them unless time is over. Raises ``_Failed``.

        ``stored`` and ``refused`` write down the fate of each: after the cursor, or on
        dead letters. A refusal comes with its status and text, without when never sent.

        What is refused as a whole goes again in halves, so that the rest of a batch
        never waits for one bad statement.
        """
        pieces = _Pieces(_runs(items, self.version))
        while (piece := pieces.next()) and not self.out_of_time:
            if not _fits(piece[0], self.version):
                refused(piece[0], None, "")
                continue
            answer = self._post(piece)
            judgement = judge(answer, [item.id for item in piece])
            if judgement.trouble is not None:
                raise self._failure(answer, judgement.trouble)
            if len(piece) > 1 and judgement.verdict is not Verdict.STORED:
                pieces.split(piece, judgement.verdict)
                continue
            pieces.known = judgement.verdict is Verdict.KNOWN
            if judgement.verdict is Verdict.REFUSED:
                refused(piece[0], answer.status, answer.text)
                self._count_refusal(answer)
            else:
                stored(piece)
                self.refusals = 0

    def _post(self, piece: Sequence[Item]) -> Answer:
        try:
            return self.lrs.post_statements(*batches.encode(piece))
        except NoAnswer as error:
            raise _Failed(error.trouble, str(error)) from error

    def _failure(self, answer: Answer, trouble: Trouble) -> _Failed:
        return _Failed(
            trouble,
            f"{answer.status}: {answer.text}",
            wait_asked(answer.retry_after, clock.now()),
        )

    def _count_refusal(self, answer: Answer) -> None:
        self.refusals += 1
        if self.refusals >= MOST_REFUSALS:
            raise _Failed(Trouble.REFUSES_ALL, f"{answer.status}: {answer.text}")


class _Pieces:
    """The pieces of a batch that are still to be sent, in order.

    A target that knows something of a batch mostly knows its beginning: the answer to
    that got lost. So the first is asked alone, and one after the other as long as they
    are known; only what is known in the middle is looked for by halves.
    """

    def __init__(self, runs: Iterable[list[Item]]) -> None:
        self.left = deque(runs)
        self.known = False
        self.asked_first = False

    def next(self) -> list[Item] | None:
        if not self.left:
            return None
        piece = self.left.popleft()
        return self._cut(piece, 1) if self.known and len(piece) > 1 else piece

    def split(self, piece: list[Item], verdict: Verdict) -> None:
        """Have a piece sent again, in two."""
        first = verdict is Verdict.KNOWN and not self.asked_first
        self.asked_first = self.asked_first or first
        self.left.appendleft(self._cut(piece, 1 if first else len(piece) // 2))

    def _cut(self, piece: list[Item], at: int) -> list[Item]:
        self.left.appendleft(piece[at:])
        return piece[:at]


def _fits(item: Item, version: Version) -> bool:
    """A store of 1.0.3 refuses every other version than 1.0.x (part two, 2.4.10)."""
    return version is not Version.ONE or item.version.startswith("1.0")


def _runs(items: Sequence[Item], version: Version) -> list[list[Item]]:
    """In order: as many as fit together, and each that does not fit alone."""
    runs: list[list[Item]] = []
    for item in items:
        together = runs and _fits(item, version) and _fits(runs[-1][-1], version)
        if together:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
