"""How an assignment stands, for lists and ways: what the last round says."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.models import Submission
from lms.learning.telling import Told

if TYPE_CHECKING:
    from collections.abc import Mapping


def how_they_stand(participations: Collection[int]) -> Mapping[int, Told]:
    """What to say of each of these that was begun: one query."""
    return {
        each.participation_id: told
        for each in Submission.objects.newest(participations)
        if (told := told_of(each))
    }


def told_of(newest: Submission) -> Told | None:
    """What the last round says; nothing once it is accepted."""
    if newest.judged:
        return None
    if not newest.is_draft:
        words = _("Handed in, waits for the trainer")
        return Told(words=words, state="waiting", waits=True)
    if newest.number > 1:
        return Told(words=_("Back with feedback"), state="due")
    return Told(words=_("Draft, not handed in yet"), state="busy")
