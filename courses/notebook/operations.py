"""Keeping a note at a lesson, and the lesson itself. Nothing of it is recorded elsewhere."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.exceptions import ChangedElsewhere, TooLong
from courses.models import Bookmark, LessonNote
from lms.common import clock
from lms.common.text import as_typed
from lms.learning.operations.ledger import lock

MOST_CHARACTERS = 10_000


def version_of(saved_at: datetime | None) -> str:
    """What a form carries, to tell whether the note changed since it was read."""
    return saved_at.isoformat() if saved_at else ""


@transaction.atomic
def save_lesson_note(
    participation_id: int, text: str, *, known: str | None = None
) -> LessonNote | None:
    """Keep the last version of the note at a lesson; an empty one is forgotten.

    ``known`` is the version that the writer saw; none overwrites whatever is there.
    Raises ``TooLong`` beyond ``MOST_CHARACTERS`` and ``ChangedElsewhere``.
    """
    text = as_typed(text).strip()
    if len(text) > MOST_CHARACTERS:
        raise TooLong(
            _("A note can hold %(most)s characters; this one has %(count)s.")
            % {"most": MOST_CHARACTERS, "count": len(text)}
        )
    participation = lock(participation_id)
    stored = LessonNote.objects.filter(participation=participation).first()
    if stored and stored.text == text:
        return stored
    if known is not None and known != version_of(stored.saved_at if stored else None):
        raise ChangedElsewhere(
            _(
                "This note was changed in another window in the meantime. Saving again "
                "replaces that by what stands here."
            )
        )
    if not text:
        LessonNote.objects.filter(participation=participation).delete()
        return None
    note, _created = LessonNote.objects.update_or_create(
        participation=participation,
        defaults={"text": text, "saved_at": clock.now()},
    )
    return note


@transaction.atomic
def keep_lesson(participation_id: int) -> None:
    """Keep a lesson, to find it again; twice is once."""
    participation = lock(participation_id)
    Bookmark.objects.get_or_create(
        participation=participation, defaults={"kept_at": clock.now()}
    )


@transaction.atomic
def let_lesson_go(participation_id: int) -> None:
    """Keep a lesson no longer."""
    participation = lock(participation_id)
    Bookmark.objects.filter(participation=participation).delete()
