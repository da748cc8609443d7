"""The same request, sent twice: done once, answered twice (Idempotency-Key)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from lms.api.exceptions import Conflict, KeyTaken
from lms.api.models import ApiToken, KeptAnswer
from lms.common import clock

KEPT_FOR: Final = timedelta(days=1)
# A process that died leaves its request open; after this, it is done again.
BUSY_FOR: Final = timedelta(minutes=2)


def once(
    token: ApiToken, *, key: str, digest: str, work: Callable[[], str]
) -> tuple[str, bool]:
    """The answer of ``work``, or the one kept for this key; and whether it was kept.

    ``work`` must bear being done again: a process can die before its answer is kept.
    Raises ``KeyTaken`` for a key of another request (``digest``), ``Conflict`` while
    the first is at work. What ``work`` raises is kept by nobody.
    """
    now = clock.now()
    KeptAnswer.objects.filter(token=token, key=key).made_before(now - KEPT_FOR).delete()
    kept, made = KeptAnswer.objects.get_or_create(
        token=token, key=key, defaults={"digest": digest, "made_at": now}
    )
    if not made:
        if kept.digest != digest:
            raise KeyTaken(
                _("It came before with another address or another body."),
            )
        if kept.answer:
            return kept.answer, True
        _take_over(kept, now)
    try:
        answer = work()
    except BaseException:
        kept.delete()
        raise
    KeptAnswer.objects.filter(pk=kept.pk).update(answer=answer)
    return answer, False


def forget(now: datetime) -> int:
    """Delete the answers that were kept for a day."""
    gone, _by_model = KeptAnswer.objects.made_before(now - KEPT_FOR).delete()
    return int(gone)


def _take_over(kept: KeptAnswer, now: datetime) -> None:
    """Go on where a process died; of two who try, one does."""
    open_for = now - kept.made_at
    mine = open_for >= BUSY_FOR and KeptAnswer.objects.filter(
        pk=kept.pk, made_at=kept.made_at, answer=""
    ).update(made_at=now)
    if not mine:
        wait = max(int((BUSY_FOR - open_for).total_seconds()), 1)
        raise Conflict(
            _("Its answer is not there yet."), headers={"Retry-After": str(wait)}
        )
