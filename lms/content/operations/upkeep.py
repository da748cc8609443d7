"""Setting when something has to be looked over, having looked, and reminding who should."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from lms.accounts.models import User
from lms.common import clock
from lms.content.models import LawVersion, Upkeep
from lms.content.querysets import identity_of

# So long before a date its owner hears of it.
AHEAD = timedelta(days=14)


@transaction.atomic
def set_upkeep(
    thing: Model,
    *,
    review_by: date | None,
    owner: User | None,
    note: str = "",
    laws: Collection[LawVersion] = (),
) -> Upkeep:
    """Say when a page or another object is looked over, by whom, and on what laws it leans."""
    upkeep, _created = Upkeep.objects.update_or_create(
        **identity_of(thing),
        defaults={"review_by": review_by, "owner": owner, "note": note},
    )
    upkeep.laws.set(laws)
    return upkeep


@transaction.atomic
def look_over(
    thing: Model,
    *,
    by: User | None,
    next_by: date | None = None,
    at: datetime | None = None,
) -> Upkeep:
    """Note that somebody looked a thing over, and when it comes up again, if it does.

    A date that was due is done with; one that lies further ahead than ``AHEAD`` stays.
    """
    at = at or clock.now()
    upkeep, _created = Upkeep.objects.get_or_create(**identity_of(thing))
    upkeep.reviewed_at, upkeep.reviewed_by = at, by
    due = upkeep.review_by
    if next_by or (due and due <= clock.local_date(at) + AHEAD):
        upkeep.review_by, upkeep.note = next_by, ""
    upkeep.save()
    return upkeep


@transaction.atomic
def ask_to_review(upkeeps: Iterable[Upkeep], *, by: date, note: str) -> int:
    """Give each the same review date with a note; answers how many got another date.

    One that comes up sooner keeps its date and gets the note. Where nobody looks after
    a page, who made it does from now on.
    """
    changed = 0
    wanted = Upkeep.objects.select_for_update(of=("self",)).filter(
        pk__in=[one.pk for one in upkeeps]
    )
    for upkeep in wanted.prefetch_related("content_object"):
        if upkeep.owner_id is None:
            upkeep.owner_id = getattr(upkeep.content_object, "owner_id", None)
        if upkeep.review_by is None or upkeep.review_by > by:
            upkeep.review_by = by
            changed += 1
        upkeep.note = _joined(upkeep.note, note)
        upkeep.save(update_fields=["review_by", "owner", "note"])
    return changed


def _joined(before: str, more: str) -> str:
    """Two notes as one; the newest first, and the same one once."""
    kept = [line for line in before.splitlines() if line.strip() != more.strip()]
    return "\n".join([more, *kept] if more else kept)[:1000]


@transaction.atomic
def copy_laws(source: Model, target: Model) -> None:
    """Have a copy lean on the laws of its original. Dates and owners are not copied."""
    original = Upkeep.objects.of(source).first()
    laws = list(original.laws.all()) if original else []
    if laws:
        copy, _created = Upkeep.objects.get_or_create(**identity_of(target))
        copy.laws.set(laws)


def forget(thing: Model) -> None:
    """What was deleted has no review date."""
    Upkeep.objects.of(thing).delete()


def remind_owners(now: datetime) -> int:
    """Mail whoever looks after something that comes up, once for each of its dates.

    One mail per person, however much comes up. Answers how many mails were written.
    """
    due = Upkeep.objects.due_by(clock.local_date(now) + AHEAD).unreminded()
    owners = due.exclude(owner=None).order_by().values_list("owner", flat=True)
    return sum(_remind(owner, now) for owner in owners.distinct())


@transaction.atomic
def _remind(owner_id: int, now: datetime) -> bool:
    """The mail and the mark that it was written, in one transaction."""
    owner = User.objects.get(pk=owner_id)
    due = list(
        Upkeep.objects.select_for_update(of=("self",))
        .due_by(clock.local_date(now) + AHEAD)
        .unreminded()
        .filter(owner=owner)
        .prefetch_related("content_object")
        .latest_last()
    )
    for upkeep in due:
        upkeep.reminded_for = upkeep.review_by
    Upkeep.objects.bulk_update(due, ["reminded_for"])
    there = [upkeep for upkeep in due if upkeep.content_object is not None]
    if not there or not owner.email or not owner.is_active:
        return False
    subject = ngettext(
        "%(count)s page to look over", "%(count)s pages to look over", len(there)
    ) % {"count": len(there)}
    send_mail(subject, _letter(there), None, [owner.email])
    return True


def _letter(due: Sequence[Upkeep]) -> str:
    lines = [_("You look after what stands below. It is time to look it over:"), ""]
    for upkeep in due:
        day = date_format(upkeep.review_by, "j F Y") if upkeep.review_by else ""
        lines.append(
            "- "
            + _("“%(title)s”, by %(date)s")
            % {"title": _title(upkeep.content_object), "date": day}
        )
        lines += [f"  {line}" for line in upkeep.note.splitlines()]
    report = settings.BASE_URL + reverse("content_upkeep_report")
    lines += [
        "",
        _("The list, with the way to each: %(address)s") % {"address": report},
    ]
    return "\n".join(lines)


def _title(thing: object) -> str:
    """The name of a thing on one line."""
    title = thing.draft_title or thing.title if isinstance(thing, Page) else str(thing)
    return " ".join(title.split())
