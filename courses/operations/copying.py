"""A whole course again, as drafts: for another year, another group, or to rework."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from courses.exceptions import AddressTaken
from courses.models import CoursePage
from lms.content.operations import copy_laws
from lms.learning.models import LearningActivity
from lms.learning.operations import publish_activity, withdraw_activity

from .renewing import Renewed, activities_in

if TYPE_CHECKING:
    from lms.accounts.models import User

Content = dict[str, Any]


@transaction.atomic
def copy_course(course: CoursePage, *, title: str, slug: str, by: User) -> CoursePage:
    """Copy a course and everything below it as drafts, beside the original.

    Every page gets a key of its own, and so is an activity of its own: nobody takes
    part in it yet. The ids inside lessons are renewed, so that answers to the copy are
    never those to the original; questions of the bank stay shared. What pointed inside
    the course points inside the copy. It is the latest draft that is copied; its
    history, review and dates are not. Raises ``PermissionDenied``, and
    ``AddressTaken``.
    """
    parent = course.get_parent()
    if not course.permissions_for_user(by).can_copy_to(parent, recursive=True):
        raise PermissionDenied
    if not Page._slug_is_available(slug, parent):  # noqa: SLF001 (what the admin's own copy asks)
        raise AddressTaken(
            _("There is a page at “%(slug)s” already. Choose another address.")
            % {"slug": slug}
        )
    copy = CopyPageAction(
        course,
        recursive=True,
        copy_revisions=False,
        keep_live=False,
        update_attrs={"title": title, "slug": slug, "draft_title": title},
        user=by,
    ).execute()
    _carry_drafts(course, copy, title=title, by=by)
    return CoursePage.objects.get(pk=copy.pk)


def _carry_drafts(
    course: CoursePage, copy: CoursePage, *, title: str, by: User
) -> None:
    """Give each copied page what the draft of its original says, with ids of its own."""
    pairs = list(zip(_pages(course), _pages(copy), strict=True))
    drafts = [_draft(original) for original, _page in pairs]
    renewed = Renewed(
        pages={original.pk: page.pk for original, page in pairs},
        keys={
            str(original.translation_key): str(page.translation_key)
            for original, page in pairs
        },
        activities=_activities(pairs, drafts),
    )
    for (original, page), before in zip(pairs, drafts, strict=True):
        own, content = page.serializable_data(), renewed.content(page, before)
        content |= {name: own[name] for name in page.exclude_fields_in_copy}
        content |= {"slug": page.slug, "go_live_at": None, "expire_at": None}
        if page.pk == copy.pk:
            content["title"] = title
        draft = page.with_content_json(content)
        draft.draft_title = draft.title
        draft.save(clean=False)
        draft.save_revision(user=by, changed=True, clean=False)
        page.revisions.exclude(pk=draft.latest_revision_id).delete()
        copy_laws(original, page)


def _activities(
    pairs: Sequence[tuple[Any, Any]], drafts: Sequence[Content]
) -> dict[int, int]:
    """The activities of the copy by those of the original that the course itself names.

    A lesson that comes first, or a card in a text, names an activity, and that of a
    page exists from its first publication on. So it is made here, not on offer.
    """
    named = {
        pk
        for (original, _page), draft in zip(pairs, drafts, strict=True)
        for pk in activities_in(original, draft)
    }
    copies = {original.translation_key: page for original, page in pairs}
    found = {}
    for activity in LearningActivity.objects.filter(pk__in=named, key__in=copies):
        card = copies[activity.key].card()
        found[activity.pk] = publish_activity(card).pk
        withdraw_activity(card.key)
    return found


def _pages(course: CoursePage) -> Iterator[Any]:
    """The course and what is below it, each as what it is, in the order of the tree."""
    pages = course.get_descendants(inclusive=True).order_by("path")
    yield from pages.specific().select_related("latest_revision")


def _draft(page: Any) -> Content:
    """What the newest draft says, without the rows that are those of the original."""
    revision = page.latest_revision
    content = dict(revision.content if revision else page.serializable_data())
    for relation in get_all_child_relations(page):
        for row in content.get(relation.get_accessor_name()) or ():
            row["pk"] = None
    content.pop("wagtail_admin_comments", None)
    return content
