"""What course and lesson pages share: the player serves them, and their tree is read at once."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import HelpPanel
from wagtail.models import Page

from courses.signals import put_on_offer
from lms.content.exceptions import NotPublishable
from lms.content.models import ActivityPage
from lms.learning.exceptions import CircularPrerequisite
from lms.learning.models import LearningActivity, Prerequisite

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# States of a learner: ``courses.reading.imagined`` makes each up in memory.
PREVIEW_MODES: list[tuple[str, Any]] = [
    ("", _("As a visitor")),
    ("begin", _("Registered, nothing done yet")),
    ("halverwege", _("Halfway")),
    ("fout", _("Everything answered, and wrong")),
    ("voltooid", _("Completed")),
]


# Above the form of a page of a course: the way to the whole of it.
WAY_TO_THE_TREE = HelpPanel(template="courses/editing/way_to_the_tree.html")


# What a row of a course's tree says of a lesson or a test, and of the course itself.
STEP_COLUMNS: dict[str, Any] = {
    "minutes": Coalesce("lessonpage__duration_minutes", "testpage__duration_minutes"),
    "is_test": Q(testpage__isnull=False),
    "counts": Coalesce("lessonpage__counts", "testpage__counts"),
    "minimum": F("coursepage__minimum"),
}


def tree_at(path: str) -> list[dict[str, Any]]:
    """The course at ``path`` and all that is live below it, in order, in one query.

    Plain rows, because the outline of a long course must not cost a page object per
    lesson. The course itself comes first, live or not.
    """
    waiting = Prerequisite.objects.filter(activity__key=OuterRef("translation_key"))
    found = Page.objects.filter(Q(path=path) | Q(path__startswith=path, live=True))
    return list(
        found.order_by("path").values(
            "pk",
            "path",
            "depth",
            "title",
            "url_path",
            "translation_key",
            **STEP_COLUMNS,
            waits=Exists(waiting),
        )
    )


def _serve(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse:
    response: HttpResponse = page.serve(request, *args, **kwargs)
    return response


class PlayedPage(ActivityPage):
    """A page that the player serves: a visit and a preview go through the same hooks."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """As whom one may look at a draft: the first is a visitor."""
        return PREVIEW_MODES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page as its hook does; ``request.is_preview`` tells it to record nothing."""
        request.is_preview = True  # type: ignore[attr-defined]
        request.preview_mode = mode_name  # type: ignore[attr-defined]
        wrappers = reversed(hooks.get_hooks("on_serve_page"))
        serve = reduce(lambda chain, wrap: wrap(chain), wrappers, _serve)
        response: HttpResponse = serve(self, request, [], {})
        return response

    def after_publishing(self, activity: LearningActivity) -> None:  # noqa: ARG002
        """Have requirements follow, in the transaction of the publication.

        Raises ``NotPublishable`` for what nobody could begin or complete.
        """
        if found := self.obstacles():
            raise NotPublishable(found)
        try:
            put_on_offer.send(type(self), page=self)
        except CircularPrerequisite as circle:  # another page was published meanwhile
            raise NotPublishable([str(circle)]) from circle

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page, and have addresses and requirements follow, both or neither."""
        return super().move(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page, and have requirements follow, both or neither."""
        return super().delete(*args, **kwargs)
