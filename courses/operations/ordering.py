"""The order of a course: its modules, and what stands in them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.exceptions import AddressTaken, OrderChanged
from courses.models import CoursePage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.accounts.models import User


def order_of(course: CoursePage) -> str:
    """A mark of the order of a course as it is now: another order has another mark."""
    rows = Page.objects.filter(path__startswith=course.path).order_by("path")
    told = ",".join(f"{pk}:{depth}" for pk, depth in rows.values_list("pk", "depth"))
    return sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def place(
    course: CoursePage,
    page_pk: int,
    *,
    parent_pk: int,
    before_pk: int | None,
    seen: str,
    by: User,
) -> Page:
    """Put a page of a course below a parent, before a sibling or at the end.

    ``seen`` is the mark of the order that its author saw: two who order at once would
    otherwise undo each other's work. Raises ``OrderChanged``, ``AddressTaken`` and
    ``PermissionDenied``. What the course demands follows, as at every move.
    """
    # One at a time per course: moving rewrites the paths of many pages.
    CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if order_of(course) != seen:
        raise OrderChanged(
            _(
                "Somebody else changed the order in the meantime, so nothing was moved. "
                "Below is the order as it is now."
            )
        )
    within = Page.objects.filter(path__startswith=course.path)
    page, parent = _found(within, page_pk), _found(within, parent_pk)
    before = _found(within, before_pk) if before_pk else None
    if page.pk == course.pk or (before and not before.is_child_of(parent)):
        raise PermissionDenied
    _check(page, parent, by)
    page = page.specific
    if before:
        page.move(before, pos="left", user=by)
    else:
        page.move(parent, pos="last-child", user=by)
    return Page.objects.get(pk=page.pk)


def _found(within: QuerySet[Page], pk: int) -> Page:
    """A page of the course. Raises ``PermissionDenied`` for one that is not."""
    page = within.filter(pk=pk).first()
    if page is None:
        raise PermissionDenied
    return page


def _check(page: Page, parent: Page, by: User) -> None:
    if page.is_child_of(parent):
        if not parent.permissions_for_user(by).can_reorder_children():
            raise PermissionDenied
        return
    if not page.permissions_for_user(by).can_move_to(parent):
        raise PermissionDenied
    if not Page._slug_is_available(page.slug, parent, page):  # noqa: SLF001 (what the admin's own move asks)
        raise AddressTaken(
            _(
                "“%(parent)s” has a page at “%(slug)s” already. Give one of the two another address first."
            )
            % {"parent": parent.title, "slug": page.slug}
        )
