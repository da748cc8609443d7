"""The course for who may edit it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from courses.models import CoursePage
from lms.accounts.models import User


def editable_course(request: HttpRequest, page_id: int) -> CoursePage:
    """The course. Raises ``Http404`` when there is none, ``PermissionDenied`` if not theirs."""
    course = get_object_or_404(CoursePage.objects.select_related("locale"), pk=page_id)
    if not course.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return course


def author_of(request: HttpRequest) -> User:
    """Who edits. Raises ``PermissionDenied`` for nobody, whom the admin lets in nowhere."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def number_in(text: str) -> int | None:
    """The number of a row in what was sent; nothing for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def find_course_above(path: str) -> CoursePage | None:
    """The course at or above a path of the tree; nothing for a page elsewhere."""
    ends = range(CoursePage.steplen, len(path) + 1, CoursePage.steplen)
    return CoursePage.objects.filter(path__in=[path[:end] for end in ends]).first()
