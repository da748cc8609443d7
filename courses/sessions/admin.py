"""Dates of sessions in the admin: planned, changed, cancelled."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from courses import menus
from courses.exceptions import CourseError, NotChangeable
from courses.models import Session
from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.common.inspecting import ReadableInspectView
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity

from . import operations
from .forms import CancelForm, SessionForm, is_number
from .wording import times_of

MAY_PLAN = "courses.change_session"
MAY_MARK = "courses.mark_attendance"


class SavesByOperation:
    """What saving brings with it (mails, places for who waits) is done by the operation."""

    form: Any
    request: Any
    logged_as = "wagtail.edit"

    told = 0
    """How many people get a mail about the change."""

    def save_instance(self) -> Session:
        session: Session = self.form.save(commit=False)
        is_new, before = session.pk is None, session.sequence
        operations.save_session(session)
        is_moved = session.sequence > before
        if is_moved and session.ends_at > clock.now():
            self.told = session.enrolments.open().count()
        if (is_new or is_moved) and session.begins_at <= clock.now():
            messages.warning(
                self.request,
                _("This date lies in the past: nobody can enrol for it any more."),
            )
        log(instance=session, action=self.logged_as, user=self.request.user)
        return session

    def get_success_message(self, *args: Any) -> str:
        said: str = super().get_success_message(*args)  # type: ignore[misc]
        if not self.told:
            return said
        mails = ngettext(
            "%(count)s person gets a mail about the change.",
            "%(count)s people get a mail about the change.",
            self.told,
        )
        return f"{said} {mails % {'count': self.told}}"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except NotChangeable as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return response


class SessionCreateView(SavesByOperation, CreateView):
    """Planning a date; of the session from whose page one comes, if any."""

    logged_as = "wagtail.create"

    def get_initial_form_instance(self) -> Session | None:
        sent = self.request.GET.get("sessie", "")
        activities = LearningActivity.objects.filter(kind=ActivityKind.SESSION)
        found = activities.filter(pk=sent).first() if is_number(sent) else None
        return Session(activity=found) if found else None


class SessionEditView(SavesByOperation, EditView):
    """Changing a date; who is enrolled gets a mail when its time or place changes."""

    def get_object(self, queryset: QuerySet[Session] | None = None) -> Session:
        """The date, for who may edit the page of its session."""
        found: Session = super().get_object(queryset)
        own = Session.objects.in_charge_of(self.request.user)
        if not own.filter(pk=found.pk).exists():
            raise PermissionDenied
        return found

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A cancelled date stays as it is: no form that would only be refused."""
        session = self.get_object()
        if session.is_cancelled:
            messages.error(
                self.request, _("This date was cancelled. Plan another one.")
            )
            return redirect("courses_roll", session.pk)
        response: HttpResponse = super().get(*args, **kwargs)
        return response


class SessionIndexView(IndexView):
    """What a row names comes in the same query; the last date first."""

    default_ordering = "-begins_at"

    def get_base_queryset(self) -> QuerySet[Any]:
        found = Session.objects.select_related("activity").with_numbers()
        user: Any = self.request.user
        own = Session.objects.in_charge_of(user).filter(pk=OuterRef("pk"))
        to_mark = Session.objects.to_mark(clock.now()).filter(pk=OuterRef("pk"))
        return found.annotate(
            may_mark=Exists(own) if user.has_perm(MAY_MARK) else Value(False),  # noqa: FBT003
            is_to_mark=Exists(to_mark),
        )


def _day(session: Session) -> str:
    return date_format(localtime(session.begins_at, clock.BRUSSELS), "j F Y, G.i")


def _roll(session: Any) -> str | None:
    """Where who comes is, for who marks that."""
    return reverse("courses_roll", args=[session.pk]) if session.may_mark else None


def _places(session: Any) -> str:
    told = _("%(taken)s of %(capacity)s") % {
        "taken": session.taken,
        "capacity": session.capacity,
    }
    if not session.waiting:
        return told
    waiting = ngettext("%(count)s waits", "%(count)s wait", session.waiting)
    return f"{told}, {waiting % {'count': session.waiting}}"


def _state(session: Any) -> str:
    if session.is_cancelled:
        return _("cancelled")
    if session.is_to_mark:
        return _("over, mark who was there")
    return _("over") if session.ends_at <= clock.now() else _("planned")


class SessionViewSet(ModelViewSet):
    """The dates on which sessions are given."""

    model = Session
    url_prefix = "sessies"
    url_namespace = "courses_sessions"
    icon = "date"
    menu_label = gettext_lazy("Dates of sessions")
    menu_order = 5
    menu_hook = menus.FOLLOWING
    add_view_class = SessionCreateView
    edit_view_class = SessionEditView
    index_view_class = SessionIndexView
    inspect_view_enabled = True
    inspect_view_class = ReadableInspectView
    copy_view_enabled = False
    inspect_view_fields: ClassVar = [
        *("activity", "begins_at", "ends_at", "place", "trainers", "capacity"),
        *("enrol_until", "cancelled_at", "cancelled_because"),
        *("supplier", "lot", "order_form"),
    ]
    list_display = [
        "activity",
        Column(
            "begins_at",
            label=gettext_lazy("Begins at"),
            accessor=_day,
            sort_key="begins_at",
        ),
        TitleColumn(
            "places",
            label=gettext_lazy("Who comes"),
            accessor=_places,
            get_url=_roll,
        ),
        Column("state", label=gettext_lazy("Status"), accessor=_state),
    ]
    list_filter: ClassVar = {"begins_at": ["date", "gte", "lte"]}
    search_fields = ["activity__title", "trainers", "order_form"]
    search_backend_name = None
    edit_handler = ObjectList(Session.panels, base_form_class=SessionForm)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_PLAN, raise_exception=True)
def cancel(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Say why, and how many people get a mail; then cancel."""
    own = Session.objects.in_charge_of(request.user)
    session = get_object_or_404(
        own.select_related("activity").with_numbers(), pk=session_id
    )
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = operations.cancel_session(
                session.pk, because=form.cleaned_data["because"]
            )
        except CourseError as error:
            messages.error(request, str(error))
        else:
            log(instance=session, action="wagtail.edit", user=request.user)
            messages.success(
                request,
                ngettext(
                    "Cancelled. %(count)s person gets a mail.",
                    "Cancelled. %(count)s people get a mail.",
                    told,
                )
                % {"count": told},
            )
        return redirect("courses_roll", session.pk)
    context = {"session": session, "times": times_of(session), "form": form}
    status = 400 if form.errors else 200
    return render(request, "courses/admin/cancel_session.html", context, status=status)
