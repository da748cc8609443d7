"""The public offer: the same for every token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router

from lms.api.enums import TokenScope
from lms.api.exceptions import NotFound
from lms.api.reading import public_offer
from lms.content.restrictions import closed_keys

from .access import ApiRequest, needs
from .pages import Asked, linked, refuse_unknown, take
from .schemas import Activity, ActivityPage, ActivityQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.learning.models import LearningActivity

router = Router(tags=["activities"])


@router.get(
    "",
    **needs(TokenScope.ACTIVITIES_READ),
    response=ActivityPage,
    operation_id="list_activities",
    summary=gettext_noop("Activities"),
    description=gettext_noop(
        "What the catalogue lists for visitors. Nothing that an editor closed to them."
    ),
)
def list_activities(
    request: ApiRequest, response: HttpResponse, query: Query[ActivityQuery]
) -> dict[str, object]:
    asked = Asked(request, query)
    offer = _open_to_visitors(request)
    if query.vorm:
        offer = offer.filter(form=query.vorm)
    taken, following = take(offer, asked)
    linked(response, following)
    return {"items": [_activity(each) for each in taken], "next": following}


@router.get(
    "/{uuid:id}",
    **needs(TokenScope.ACTIVITIES_READ),
    response=Activity,
    operation_id="get_activity",
    summary=gettext_noop("One activity"),
    description=gettext_noop("Something that the catalogue lists for visitors."),
)
def get_activity(request: ApiRequest, id: UUID) -> dict[str, object]:  # noqa: A002
    refuse_unknown(request)
    found = _open_to_visitors(request).filter(key=id).first()
    if found is None:
        raise NotFound
    return _activity(found)


def _open_to_visitors(request: HttpRequest) -> QuerySet[LearningActivity]:
    visitor: Any = request
    visitor.user = AnonymousUser()  # whoever is signed in here says nothing of a token
    closed = closed_keys(visitor)
    offer = public_offer()
    return offer.exclude(key__in=closed) if closed else offer


def _activity(activity: LearningActivity) -> dict[str, object]:
    return {
        "id": activity.key,
        "iri": activity.iri,
        "opleiding_code": activity.code,
        "opleiding_titel": activity.title,
        "samenvatting": activity.summary,
        "vorm": activity.form,
        "duur_minuten": activity.duration_minutes,
        "adres": f"{settings.BASE_URL}{activity.address}" if activity.address else "",
    }
