"""Keeping a note that somebody writes for themselves."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.exceptions import TooLong, UnknownQuestion
from courses.models import LessonPage, ReflectionNote
from lms.common import clock
from lms.common.text import as_typed
from lms.learning.operations.ledger import lock

from .places import place_at

MOST_CHARACTERS = 5000


@transaction.atomic
def save_note(
    participation_id: int, lesson: LessonPage, *, block: UUID, text: str
) -> ReflectionNote | None:
    """Keep the last version of a note; an empty one is forgotten.

    Nothing of it is recorded elsewhere. Raises ``UnknownQuestion`` when the block is
    no longer in the lesson, ``TooLong`` beyond ``MOST_CHARACTERS``.
    """
    if str(block) not in lesson.reflections:
        raise UnknownQuestion(_("This question is no longer in the lesson."))
    text = as_typed(text).strip()
    if len(text) > MOST_CHARACTERS:
        raise TooLong(
            _("A note can hold %(most)s characters; this one has %(count)s.")
            % {"most": MOST_CHARACTERS, "count": len(text)}
        )
    participation = lock(participation_id)
    place_at(participation, block)
    if not text:
        ReflectionNote.objects.in_lesson(participation_id).filter(block=block).delete()
        return None
    note, _created = ReflectionNote.objects.update_or_create(
        participation=participation,
        block=block,
        defaults={"text": text, "saved_at": clock.now()},
    )
    return note
