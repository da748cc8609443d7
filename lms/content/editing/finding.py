"""What somebody may edit, and the way to it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from lms.accounts.models import User
from lms.content.kept_up import others


def author_of(request: HttpRequest) -> User:
    """Who edits. Raises ``PermissionDenied`` for nobody, whom the admin lets in nowhere."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def editable_page(request: HttpRequest, page_id: int) -> Page:
    """A page of any type. Raises ``Http404``, and ``PermissionDenied`` when not theirs."""
    page = get_object_or_404(Page.objects.select_related("content_type"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def editable_thing(request: HttpRequest, app: str, model: str, pk: int) -> Model:
    """A page, or another object that is kept up, for who may edit it."""
    if (app, model) == ("wagtailcore", "page"):
        return editable_page(request, pk)
    try:
        kind = apps.get_model(app, model)
    except LookupError as error:
        raise Http404 from error
    if kind not in others():
        raise Http404
    thing = get_object_or_404(kind._default_manager, pk=pk)  # noqa: SLF001 (a name for every model's own)
    if not may_change(request.user, kind):
        raise PermissionDenied
    return thing


def may_change(user: Any, kind: type[Model]) -> bool:
    """Whether somebody may change the objects of a model beside pages."""
    meta = kind._meta  # noqa: SLF001 (Django's own name for it)
    return bool(user.has_perm(f"{meta.app_label}.change_{meta.model_name}"))


def theirs(user: Any) -> Q:
    """Which rows of ``Upkeep`` somebody may see: of what they may edit, or look after."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    allowed = Q(
        content_type=ContentType.objects.get_for_model(Page),
        object_id__in=pages.order_by().values("pk"),
    )
    for kind in others():
        if may_change(user, kind):
            allowed |= Q(content_type=ContentType.objects.get_for_model(kind))
    return allowed | Q(owner=user)


def edit_address(user: Any, thing: Model) -> str:
    """Where somebody edits it; empty when they may not."""
    return AdminURLFinder(user).get_edit_url(thing) or ""


def name_of(thing: Model) -> str:
    """A page by the title of its draft, anything else as it names itself."""
    return thing.draft_title or thing.title if isinstance(thing, Page) else str(thing)


def kind_of(thing: Model) -> str:
    """What it is, in a word."""
    model = thing.specific_class if isinstance(thing, Page) else type(thing)
    return str((model or type(thing))._meta.verbose_name)  # noqa: SLF001 (Django's own name for it)


def state_of(thing: Model) -> str:
    """How far it is, in Wagtail's own words; empty for what is simply there."""
    return str(getattr(thing, "status_string", ""))
