"""What waits to be read over by this person: approved, or sent back with a comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.models import Page, TaskState

from lms.accounts.models import User

from .finding import author_of, kind_of, name_of

STEP = Page.steplen
SITE_DEPTH = 2  # the home page, which says nothing of where a page stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A page, or another object, that waits for somebody's opinion."""

    pk: int
    title: str
    kind: str
    where: str
    sent_by: str
    sent_at: datetime
    edit: str
    preview: str
    compare: str


@require_http_methods(["GET", "HEAD", "POST"])
def show_waiting(request: HttpRequest) -> HttpResponse:
    """The list; ``approve`` or ``reject`` is said of those that are ticked."""
    reader = author_of(request)
    states = _states(reader)
    comment = request.POST.get("comment", "").strip()
    chosen = {
        state.pk for state in states if str(state.pk) in request.POST.getlist("task")
    }
    errors = _faults(request, chosen, comment) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        _act(request, [state for state in states if state.pk in chosen], comment)
        return redirect("content_reviewing")
    return render(
        request,
        "content/editing/reviewing.html",
        {
            "rows": list(_rows(states)),
            "chosen": chosen,
            "comment": comment,
            "errors": errors,
        },
        status=400 if errors else 200,
    )


def reads_over(user: Any) -> bool:
    """Whether anything could ever wait for this person: a task is given to their group."""
    groups = user.groups.filter(groupapprovaltask__active=True)
    return bool(user.is_superuser or groups.exists())


def _states(reader: User) -> list[TaskState]:
    """What waits for them, by its place in the tree."""
    found = (
        TaskState.objects.reviewable_by(reader)
        .select_related("revision", "workflow_state__requested_by")
        .prefetch_related("revision__content_object")
    )
    there = [state for state in found if state.revision.content_object is not None]
    return sorted(there, key=lambda state: (_path(state), state.pk))


def _path(state: TaskState) -> str:
    return str(getattr(state.revision.content_object, "path", ""))


def _rows(states: Iterable[TaskState]) -> Iterable[Waiting]:
    states = list(states)
    titles = _titles(states)
    for state in states:
        thing = state.revision.content_object
        urls = _urls(thing)
        sender = state.workflow_state.requested_by
        yield Waiting(
            pk=state.pk,
            title=name_of(thing),
            kind=kind_of(thing),
            where=_where(thing, titles),
            sent_by=str(sender.get_full_name() or sender) if sender else "",
            sent_at=state.started_at,
            edit=reverse(urls("edit"), args=[thing.pk]),
            preview=(
                reverse(urls("workflow_preview"), args=[thing.pk, state.task_id])
                if thing.is_previewable()
                else ""
            ),
            compare=(
                reverse(
                    urls("revisions_compare"),
                    args=[thing.pk, "live", state.revision_id],
                )
                if thing.live
                else ""
            ),
        )


def _urls(thing: Any) -> Any:
    """How addresses of the admin are named: those of pages, or of a kind of snippet."""
    if isinstance(thing, Page):
        return "wagtailadmin_pages:{}".format
    return thing.snippet_viewset.get_url_name


def _titles(states: Iterable[TaskState]) -> dict[str, str]:
    """The titles of what stands above the pages, in one query."""
    above = {
        path[:end]
        for path in map(_path, states)
        for end in range(STEP, len(path), STEP)
    }
    return dict(
        Page.objects.filter(path__in=above, depth__gt=SITE_DEPTH).values_list(
            "path", "draft_title"
        )
    )


def _where(thing: Any, titles: dict[str, str]) -> str:
    path = getattr(thing, "path", "")
    above = (titles.get(path[:end]) for end in range(STEP, len(path), STEP))
    return " / ".join(title for title in above if title)


def _faults(request: HttpRequest, chosen: set[int], comment: str) -> dict[str, str]:
    """What is missing, by the field where it belongs."""
    found = {}
    if not chosen:
        found["task"] = _("Tick what you have read.")
    if request.POST.get("action") == "reject" and not comment:
        found["comment"] = _("Say what has to change.")
    return found


def _act(request: HttpRequest, states: Iterable[TaskState], comment: str) -> None:
    """Say the same of each. What cannot be published stays waiting, with the reason."""
    action = request.POST.get("action", "")
    if action not in {"approve", "reject"}:
        raise PermissionDenied
    done = 0
    # What stands in something first: a course may ask for lessons that are published.
    for state in sorted(states, key=lambda state: -len(_path(state))):
        thing = state.revision.content_object
        try:
            with transaction.atomic():
                state.task.specific.on_action(
                    state, request.user, action, comment=comment
                )
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, f"{name_of(thing)}: {sentence}")
        else:
            done += 1
    if done:
        messages.success(request, _told(action, done))


def _told(action: str, done: int) -> str:
    told = (
        ngettext(
            "%(count)s page is approved and published.",
            "%(count)s pages are approved and published.",
            done,
        )
        if action == "approve"
        else ngettext(
            "%(count)s page goes back with your comment.",
            "%(count)s pages go back with your comment.",
            done,
        )
    )
    return told % {"count": done}
