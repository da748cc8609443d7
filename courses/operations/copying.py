"""A whole course again, as drafts: for another year, another group, or to rework."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from courses.exceptions import AddressTaken
from courses.models import CoursePage
from lms.content.operations import copy_laws

if TYPE_CHECKING:
    from lms.accounts.models import User

PAGE_LINK = re.compile(r"<a\b[^>]*\blinktype=[\"']page[\"'][^>]*>")
LINKED = re.compile(r"(\bid=[\"'])(\d+)([\"'])")
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
    renewed = Renewed(
        pages={original.pk: page.pk for original, page in pairs},
        keys={
            str(original.translation_key): str(page.translation_key)
            for original, page in pairs
        },
    )
    for original, page in pairs:
        content = renewed.content(_draft(original))
        own = page.serializable_data()
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


class Renewed:
    """New ids for old ones, over all pages of a course."""

    def __init__(self, *, pages: Mapping[int, int], keys: dict[str, str]) -> None:
        self.pages = pages
        self.names = keys  # of pages, and of blocks as they are met

    def content(self, content: Content) -> Content:
        """The content of a revision with every id inside it renewed."""
        return {name: self._field(value) for name, value in content.items()}

    def _field(self, value: Any) -> Any:
        """A field; a stream is kept as the text of its JSON."""
        stream = _stream(value)
        if stream is not None:
            self._meet(stream)
            return json.dumps(_mapped(stream, self._text))
        return _mapped(value, self._text)

    def _meet(self, value: Any) -> None:
        """Name anew what has an id: blocks, and the items of lists in them."""
        if isinstance(value, list):
            for one in value:
                self._meet(one)
        elif isinstance(value, dict):
            if isinstance(value.get("id"), str) and "type" in value:
                self.names.setdefault(value["id"], str(uuid4()))
            for one in value.values():
                self._meet(one)

    def _text(self, text: str) -> str:
        """A text: an id that was renewed, or words in which links are."""
        if text in self.names:
            return self.names[text]
        return PAGE_LINK.sub(self._link, text)

    def _link(self, link: re.Match[str]) -> str:
        def renew(found: re.Match[str]) -> str:
            old = int(found[2])
            return f"{found[1]}{self.pages.get(old, old)}{found[3]}"

        return LINKED.sub(renew, link[0])


def _stream(value: Any) -> list[Any] | None:
    """The blocks of a stream; nothing for any other field."""
    if not (isinstance(value, str) and value.startswith("[")):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with ``change`` done to every text in it, names of keys left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    if isinstance(value, dict):
        return {name: _mapped(one, change) for name, one in value.items()}
    return value
