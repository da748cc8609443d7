"""The tree of a course: what is in it, how far each page is, and the ways to each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from wagtail.models import Page

from courses import operations
from courses.exceptions import CourseError
from courses.models.played import PREVIEW_MODES

from .finding import author_of, editable_course, find_course_above, number_in
from .forms import CopyForm
from .tree import Tree, read_tree


@require_safe
def show(request: HttpRequest, page_id: int) -> HttpResponse:
    """The tree. ``als`` names the state of the learner in which pages are previewed.

    ``verplaatst`` is the page that was moved just now and ``langs`` the button that did
    it: there the keyboard goes on.
    """
    course = editable_course(request, page_id)
    permissions = course.permissions_for_user(request.user)
    tree = read_tree(course)
    known = dict(PREVIEW_MODES)
    mode = request.GET.get("als", "")
    moved = number_in(request.GET.get("verplaatst", ""))
    return render(
        request,
        "courses/editing/tree.html",
        {
            "page": course,
            "tree": tree,
            "modes": PREVIEW_MODES,
            "mode": mode if mode in known else "",
            "can_order": permissions.can_reorder_children(),
            "can_add": permissions.can_add_subpage(),
            "can_copy": permissions.can_copy_to(course.get_parent(), recursive=True),
            "has_workflow": course.has_workflow,
            "moved": moved,
            "focus": _button_left(tree, moved, request.GET.get("langs", "")),
        },
    )


@require_safe
def find(request: HttpRequest, page_id: int) -> HttpResponse:
    """From any page of a course to its tree, at that page."""
    page = get_object_or_404(Page, pk=page_id)
    course = find_course_above(page.path)
    if course is None:
        raise Http404
    tree = reverse("courses_tree", args=[editable_course(request, course.pk).pk])
    return redirect(f"{tree}#pagina-{page.pk}")


def _button_left(tree: Tree, moved: int | None, pressed: str) -> str:
    """The button that was pressed, or the other way when it went as far as it can."""
    node = tree.node(moved) if moved is not None else None
    if node is None:
        return ""
    left = {"up": node.can_go_up, "down": node.can_go_down}
    if not left.get(pressed, True):
        return "down" if pressed == "up" else "up"
    return pressed


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for a title and an address, and copy the whole course as drafts."""
    course = editable_course(request, page_id)
    form = CopyForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.copy_course(
                course, **form.cleaned_data, by=author_of(request)
            )
        except CourseError as error:
            form.add_error("slug", str(error))
        else:
            told = _("“%(title)s” is there, with all its pages as drafts.")
            messages.success(request, told % {"title": made.title})
            return redirect("courses_tree", made.pk)
    return render(
        request,
        "courses/editing/copy.html",
        {"page": course, "form": form, "tree": read_tree(course)},
        status=400 if form.is_bound else 200,
    )


@require_POST
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send everything that has changes to be read over."""
    course = editable_course(request, page_id)
    sent = operations.send_to_review(course, by=author_of(request))
    if sent:
        told = ngettext(
            "%(count)s page is sent to be read over.",
            "%(count)s pages are sent to be read over.",
            sent,
        )
        messages.success(request, told % {"count": sent})
    else:
        messages.info(request, _("Nothing is waiting to be sent."))
    return redirect("courses_tree", course.pk)
