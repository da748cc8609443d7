"""The note that a learner keeps for themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from dilemmas.exceptions import NoteChanged
from dilemmas.models import Play, ReflectionNote
from lms.accounts.models import User
from lms.common import clock


@transaction.atomic
def save_note(
    learner: User, play_id: int, text: str, *, known: str = ""
) -> ReflectionNote:
    """Keep ``text`` as the note of an ended play, in the place of what was there.

    ``known`` is the mark of the note that the writer saw last (``mark_of``); without one
    the last writer wins, and over an empty note too. It enters no statement and no
    record. Raises ``NoteChanged`` when another note was saved since, ``Play.DoesNotExist`` for a play of somebody else,
    or one that has not ended.
    """
    play = Play.objects.of(learner).ended().select_for_update().get(pk=play_id)
    text = text.strip()
    there = ReflectionNote.objects.filter(play=play).values_list("text", flat=True)
    saved = there.first() or ""
    if known and saved not in ("", text) and ReflectionNote.mark_of(saved) != known:
        raise NoteChanged(
            _(
                "Not saved: meanwhile you saved another note in another window. Press "
                "“Save the note” to see both."
            ),
            saved,
        )
    note, _created = ReflectionNote.objects.update_or_create(
        play=play, defaults={"text": text, "saved_at": clock.now()}
    )
    return note
