"""All that an administrator does to an outside LRS."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef

from lms.common import clock
from lms.xapi.enums import ForwardFrom, Store
from lms.xapi.exceptions import NoAgreement, TargetIsOn
from lms.xapi.models import (
    ForwardingSwitch,
    ForwardingTarget,
    StoredStatement,
    StoreSequence,
)
from lms.xapi.querysets import DeadLetterQuerySet, ForwardingTargetQuerySet

from .tasks import forward


@dataclass(frozen=True, slots=True)
class Agreement:
    """Under what an outside LRS gets data: its name or number, and its date."""

    text: str
    on: date


def with_lag() -> ForwardingTargetQuerySet:
    """Every target with what waits for it and what it refused, in one query."""
    waiting = StoredStatement.objects.to_forward(OuterRef("cursor"))
    return ForwardingTarget.objects.with_lag(waiting)


def has_secret(target: ForwardingTarget) -> bool:
    """Is the environment variable set that the target names?"""
    return bool(settings.FORWARD_SECRETS.get(target.variable))


@transaction.atomic
def change(target: ForwardingTarget) -> ForwardingTarget:
    """Save what an administrator filled in for a target, a new one too.

    Raises ``TargetIsOn``: an agreement is about one place, so that changes while off.
    """
    if target.pk and _locked(target.pk).active:
        raise TargetIsOn
    fields = ["name", "endpoint", "version", "key", "variable"]
    target.save(update_fields=fields if target.pk else None)
    return target


@transaction.atomic
def switch_on(
    target_id: int, *, by: Any, agreement: Agreement, start: ForwardFrom
) -> ForwardingTarget:
    """Have a target get statements, under an agreement. On again changes nothing.

    Raises ``NoAgreement`` without its text, or when it is still to come.
    """
    if not agreement.text.strip() or agreement.on > clock.today():
        raise NoAgreement
    target = _locked(target_id)
    if target.active:
        return target
    if start is ForwardFrom.NOW:
        last = StoreSequence.objects.filter(store=Store.RECORD).values_list("last")
        target.cursor = max(target.cursor, *(place for (place,) in last), 0)
    target.active = True
    target.agreement, target.agreed_on = agreement.text.strip(), agreement.on
    target.failures = 0
    target.next_try_at = None
    target.trouble = target.trouble_detail = ""
    _switched(target, agreement.on, by)
    transaction.on_commit(partial(forward.enqueue, target.pk), robust=True)
    return target


@transaction.atomic
def switch_off(target_id: int, *, by: Any) -> ForwardingTarget:
    """Send a target nothing more. Off again changes nothing.

    A request that is under way at this moment still ends; what it brought is not noted,
    and goes again if the target is ever turned on.
    """
    target = _locked(target_id)
    if target.active and target.agreed_on:
        target.active = False
        target.lease = target.leased_until = None
        _switched(target, target.agreed_on, by)
    return target


def try_now(target_id: int) -> None:
    """Do not wait for the next try after a failure."""
    ForwardingTarget.objects.filter(pk=target_id, active=True).update(next_try_at=None)
    forward.enqueue(target_id)


def try_letters_again(letters: DeadLetterQuerySet, target_id: int) -> int:
    """Have open dead letters of a target sent once more; how many.

    The worker sends them, before what is new; ``tick`` does when the worker did not. A
    pause after a failure ends: whoever asks has reason to think that it helps.
    """
    asked = (
        letters.open()
        .filter(target=target_id)
        .order_by()
        .update(retry_asked_at=clock.now())
    )
    if asked:
        try_now(target_id)
    return asked


@transaction.atomic
def remove(target_id: int) -> None:
    """Forget a target and its dead letters; when it was on stays known.

    Raises ``TargetIsOn``.
    """
    target = _locked(target_id)
    if target.active:
        raise TargetIsOn
    target.delete()


def _locked(target_id: int) -> ForwardingTarget:
    return ForwardingTarget.objects.select_for_update().get(pk=target_id)


def _switched(target: ForwardingTarget, agreed_on: date, by: Any) -> None:
    target.switched_at = clock.now()
    target.switched_by = by
    target.save()
    ForwardingSwitch.objects.create(
        target=target,
        name=target.name,
        endpoint=target.endpoint,
        on=target.active,
        at=target.switched_at,
        by=by,
        agreement=target.agreement,
        agreed_on=agreed_on,
        cursor=target.cursor,
    )
