"""Where a reader is in a lesson, told by the page itself while it is read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from courses import operations
from courses.models import LessonPage
from lms.learning.models import Participation


@require_POST
def place(request: HttpRequest, page_id: int, block: UUID) -> HttpResponse:
    """Remember the block; answers nothing, also when there is nobody to remember it of.

    It is sent without being asked, so what it cannot do is no news to the reader.
    """
    if request.user.is_authenticated:
        lesson = LessonPage.objects.live().filter(pk=page_id).values("translation_key")
        participation = (
            Participation.objects.of(request.user)
            .standing()
            .filter(activity__key__in=lesson)
            .select_related("learner")
            .open_first()
            .first()
        )
        if participation is not None:
            operations.keep_place(participation, block)
    return HttpResponse(status=204)
