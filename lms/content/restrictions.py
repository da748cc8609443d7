"""What editors closed to visitors, for views that are no page themselves.

Wagtail asks it of a page that it serves. Forms of a page, lists of activities and
joining have addresses of their own, and ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from lms.learning.models import LearningActivity

KNOWN = "content:restrictions"


def may_see(request: HttpRequest, page: Page) -> bool:
    """Whether a page would be shown to who asks; if not, the page itself says what to do.

    One query as long as nothing at all is restricted.
    """
    if not PageViewRestriction.objects.exists():
        return True
    return all(each.accept_request(request) for each in page.get_view_restrictions())


def may_take_part(request: HttpRequest, activity: LearningActivity) -> bool:
    """Whether the page of an activity is open to who asks; so is what has no page.

    One query as long as nothing is closed to them.
    """
    closed = _closed_to(request, _restrictions())
    if not closed:
        return True
    return not Page.objects.filter(closed, translation_key=activity.key).exists()


def closed_keys(request: HttpRequest) -> frozenset[UUID]:
    """The keys of all pages that are closed to who asks, for lists to leave out.

    No query as long as nothing is restricted, which is remembered for
    ``SITE_KNOWN_FOR`` seconds at most; else a few, whatever the number.
    """
    known: list[PageViewRestriction] | None = cache.get(KNOWN)
    if known is None:
        known = _restrictions()
        cache.set(KNOWN, known, settings.SITE_KNOWN_FOR)
    closed = _closed_to(request, known)
    if not closed:
        return frozenset()
    return frozenset(
        Page.objects.filter(closed).values_list("translation_key", flat=True)
    )


def forget() -> None:
    """Look the restrictions up again: one was changed."""
    cache.delete(KNOWN)


def _restrictions() -> list[PageViewRestriction]:
    """Those in force, with the page and the groups that they are about."""
    return list(
        PageViewRestriction.objects.select_related("page")
        .only("restriction_type", "password", "page__path")
        .prefetch_related("groups")
    )


def _closed_to(request: HttpRequest, restrictions: Iterable[PageViewRestriction]) -> Q:
    """Which pages a request does not get to see; empty for none."""
    by_group = PageViewRestriction.GROUPS
    if request.user.is_authenticated and any(
        each.restriction_type == by_group for each in restrictions
    ):
        # Each restriction asks for the groups of the person; this answers them all.
        prefetch_related_objects([request.user], "groups")
    closed = Q()
    for each in restrictions:
        if not each.accept_request(request):
            closed |= Q(path__startswith=each.page.path)
    return closed
