"""Sending what was changed in a course to be read over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import WorkflowState

from courses.models import CoursePage

if TYPE_CHECKING:
    from lms.accounts.models import User


@transaction.atomic
def send_to_review(course: CoursePage, *, by: User) -> int:
    """Start the workflow of every page of a course that has changes; answers how many.

    What is being read already is left alone; what came back with a comment goes again.
    Only pages that this person may edit are sent, and only where a workflow is.
    """
    sent = 0
    pages = course.get_descendants(inclusive=True).filter(has_unpublished_changes=True)
    for page in pages.order_by("path").specific():
        permissions = page.permissions_for_user(by)
        if not (permissions.can_edit() and permissions.can_submit_for_moderation()):
            continue
        if page.latest_revision_id is None:
            page.save_revision(user=by)
        state = page.current_workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user=by)
        else:
            page.get_workflow().start(page, by)
        sent += 1
    return sent
