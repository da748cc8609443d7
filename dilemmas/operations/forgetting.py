"""Wiping one's choices ("Wis mijn keuzes"): those of a play become nobody's."""

from django.db import transaction

from dilemmas.models import Play, PlayStep, ReflectionNote
from lms.accounts.models import User
from lms.common import clock
from lms.xapi.append_only import lifted


@transaction.atomic
def forget_choices(learner: User, play_id: int) -> None:
    """Cut an ended play from its learner, and delete the note; the choices stay, of nobody.

    What was recorded under the name stays too: that the person began, and finished.
    Moments become days, or else they would tell whose it was beside those records.
    Raises ``Play.DoesNotExist`` for a play of somebody else, or one that has not ended.
    """
    play = Play.objects.of(learner).ended().select_for_update().get(pk=play_id)
    day = clock.start_of(clock.local_date(play.started_at))
    ReflectionNote.objects.filter(play=play).delete()
    with lifted():  # an erasure: what was chosen stays, the moment goes
        PlayStep.objects.filter(play=play).update(made_at=day)
    Play.objects.filter(pk=play.pk).update(
        learner=None,
        participation=None,
        return_to="",
        started_at=day,
        ended_at=day,
    )
