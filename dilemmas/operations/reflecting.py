"""The note that a learner keeps for themselves."""

from django.db import transaction

from dilemmas.models import Play, ReflectionNote
from lms.accounts.models import User
from lms.common import clock


@transaction.atomic
def save_note(learner: User, play_id: int, text: str) -> ReflectionNote:
    """Keep ``text`` as the note of an ended play, in the place of what was there.

    It enters no statement and no record. Raises ``Play.DoesNotExist`` for a play of
    somebody else, or one that has not ended.
    """
    play = Play.objects.of(learner).ended().select_for_update().get(pk=play_id)
    note, _created = ReflectionNote.objects.update_or_create(
        play=play, defaults={"text": text.strip(), "saved_at": clock.now()}
    )
    return note
