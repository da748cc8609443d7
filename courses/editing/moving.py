"""Moving a page of a course: by a button, to another module, or dropped by hand."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses import operations
from courses.exceptions import CourseError
from courses.models import CoursePage

from .finding import author_of, editable_course, number_in
from .tree import Node, Tree, read_tree


class Spot(NamedTuple):
    """Where a page goes: below a parent, before a sibling or at the end."""

    parent: int
    before: int | None


@require_POST
def move(request: HttpRequest, page_id: int) -> HttpResponse:
    """Move a page as ``move`` says: ``<page>:up``, ``:down``, ``:to`` or ``:drop``.

    ``to-<page>`` is the module to go to; a page that is dropped comes with ``parent``
    and ``before``. Answers the tree again, at the page that was moved.
    """
    course = editable_course(request, page_id)
    tree = read_tree(course)
    pk, _colon, way = request.POST.get("move", "").partition(":")
    known = number_in(pk)
    node = tree.node(known) if known is not None else None
    if node is None or node is tree.root:
        messages.error(request, _("This page is no longer in the course."))
        return redirect("courses_tree", course.pk)
    spot = _spot(request, tree, node, way)
    if spot is not None:
        _place(request, course, node, spot)
    query = urlencode({"verplaatst": node.pk, "langs": way})
    address = reverse("courses_tree", args=[course.pk])
    return redirect(f"{address}?{query}#pagina-{node.pk}")


def _place(request: HttpRequest, course: CoursePage, node: Node, spot: Spot) -> None:
    try:
        operations.place(
            course,
            node.pk,
            parent_pk=spot.parent,
            before_pk=spot.before,
            seen=request.POST.get("order", ""),
            by=author_of(request),
        )
    except CourseError as error:
        messages.error(request, str(error))
        return
    messages.success(request, _told(read_tree(course), node))


def _told(tree: Tree, node: Node) -> str:
    """Where the page stands now, in a sentence that is read out."""
    for parent in tree.nodes:
        for place, child in enumerate(parent.children, start=1):
            if child.pk == node.pk:
                return _(
                    "“%(title)s” now stands at place %(place)s of %(total)s in “%(parent)s”."
                ) % {
                    "title": child.title,
                    "place": place,
                    "total": len(parent.children),
                    "parent": parent.title,
                }
    return ""


def _spot(request: HttpRequest, tree: Tree, node: Node, way: str) -> Spot | None:
    """Where a page is asked to go; nothing when it stands there already."""
    parent = next(one for one in tree.nodes if node in one.children)
    match way:
        case "up":
            return _earlier(tree, parent, node)
        case "down":
            return _later(tree, parent, node)
        case "to":
            target = _number(request, f"to-{node.pk}")
            return Spot(target, None) if target and target != parent.pk else None
        case "drop":
            target = _number(request, "parent")
            return Spot(target, _number(request, "before")) if target else None
    raise PermissionDenied


def _earlier(tree: Tree, parent: Node, node: Node) -> Spot | None:
    """Before the sibling above; from the top of a module to the end of the one above."""
    if node.place:
        return Spot(parent.pk, parent.children[node.place - 1].pk)
    if parent is tree.root or not parent.place:
        return None
    return Spot(tree.root.children[parent.place - 1].pk, None)


def _later(tree: Tree, parent: Node, node: Node) -> Spot | None:
    """After the sibling below; from the end of a module to the top of the one below."""
    siblings = parent.children
    if not node.is_last:
        after_next = siblings[node.place + 2 : node.place + 3]
        return Spot(parent.pk, after_next[0].pk if after_next else None)
    if parent is tree.root or parent.is_last:
        return None
    below = tree.root.children[parent.place + 1]
    return Spot(below.pk, below.children[0].pk if below.children else None)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return number_in(value)
