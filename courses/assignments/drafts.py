"""What the learner does: write, add files, take them away, hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.exceptions import (
    ChangedElsewhere,
    HandedIn,
    NotWhole,
    TooLong,
)
from courses.models import Submission, SubmittedFile
from courses.notebook.operations import version_of
from courses.statements import assignments as statements
from lms.common import clock
from lms.common.text import as_typed
from lms.learning import operations as learning
from lms.learning.exceptions import NotOpen
from lms.learning.operations.ledger import Ledger, lock

from . import files

if TYPE_CHECKING:
    from courses.models import AssignmentPage
    from lms.learning.models import Participation

LONGEST: Final = 20_000
HALFWAY: Final = 50  # of the work, once it is handed in: a trainer does the rest


@transaction.atomic
def save_text(
    participation_id: int, text: str, *, known: str | None = None
) -> Submission | None:
    """Keep the text of the draft, which begins the assignment; no draft for no text.

    ``known`` is the version that the writer saw; none overwrites whatever is there.
    Raises ``TooLong``, ``ChangedElsewhere``, ``HandedIn`` while what was handed in
    stands, ``NotOpen`` for who left and ``ComesLater`` while others come first.
    """
    text = as_typed(text).strip()
    participation = lock(participation_id)
    draft = newest_draft(participation)
    if draft is None and not text:
        return None
    if draft and draft.text == text:
        return draft
    if len(text) > LONGEST:
        raise TooLong(
            _("This can hold %(most)s characters; you wrote %(count)s.")
            % {"most": LONGEST, "count": len(text)}
        )
    if known is not None and known != version_of(draft.saved_at if draft else None):
        raise ChangedElsewhere(
            _(
                "This text was changed in another window in the meantime. Saving again "
                "replaces that by what stands here."
            )
        )
    draft = draft or _begin(participation)
    draft.text, draft.saved_at = text, clock.now()
    draft.save(update_fields=["text", "saved_at"])
    return draft


def add_file(participation_id: int, page: AssignmentPage, upload: Any) -> SubmittedFile:
    """Add a file to the draft; the same one again is the same one.

    Raises ``RefusedFile`` with the sentence that says why, and what ``save_text`` raises.
    """
    files.examine(page, upload)
    with transaction.atomic():
        participation = lock(participation_id)
        draft = newest_draft(participation) or _begin(participation)
        return files.store(draft, page, upload)


@transaction.atomic
def remove_file(participation_id: int, key: UUID) -> None:
    """Take a file out of the draft; twice is once. Earlier rounds keep theirs.

    Raises ``HandedIn`` while what was handed in stands.
    """
    participation = lock(participation_id)
    draft = newest_draft(participation)
    file = draft.files.filter(key=key).first() if draft else None
    if file is None:
        return
    file.delete()
    files.let_go([str(file.file.name)])


@transaction.atomic
def hand_in(participation_id: int, page: AssignmentPage) -> Submission:
    """Hand in the draft: from now on it is a fact, and a trainer judges it.

    Raises ``NotWhole`` for what the page asks and is not there, ``HandedIn`` for what was
    handed in already, ``NotOpen`` for who left.
    """
    participation = lock(participation_id)
    draft = newest_draft(participation)
    _ask_for_all(page, draft)
    assert draft  # noqa: S101 (without one something was missing)
    now = clock.now()
    draft.handed_in_at = now
    draft.save(update_fields=["handed_in_at"])
    draft.files.update(handed_in_at=now)
    around = Ledger().around(participation)
    told = statements.handed_in(participation, draft.number, at=now, around=around)
    learning.advance(participation, HALFWAY, also=(told,))
    return draft


def newest_draft(participation: Participation) -> Submission | None:
    """The draft, or none when nothing was begun; the caller holds the learner.

    Raises ``HandedIn`` while the last round waits or is accepted, ``NotOpen`` for who
    left or is done.
    """
    if not participation.is_open:
        raise NotOpen(_("You are no longer busy with this assignment."))
    newest = Submission.objects.newest([participation.pk]).first()
    if newest is None or newest.is_draft:
        return newest
    if newest.judged is None:
        raise HandedIn(_("You handed this in already. A trainer reads it."))
    return None


def next_round(participation: Participation, *, after: Submission) -> Submission:
    """A draft that begins with what the last round held; the caller holds the learner."""
    draft = Submission.objects.create(
        participation=participation,
        number=after.number + 1,
        text=after.text,
        saved_at=clock.now(),
    )
    files.copy_to(draft, after.files.all())
    return draft


def _begin(participation: Participation) -> Submission:
    learning.start(participation.pk)
    before = Submission.objects.newest([participation.pk]).first()
    return Submission.objects.create(
        participation=participation,
        number=before.number + 1 if before else 1,
        saved_at=clock.now(),
    )


def _ask_for_all(page: AssignmentPage, draft: Submission | None) -> None:
    has_text = bool(draft and draft.text)
    has_files = bool(draft and draft.files.exists())
    asked = page.hands_in
    if not (has_text or has_files) and asked.takes_text and asked.takes_files:
        raise NotWhole(_("Write your text or add a file first."), field="text")
    if asked in {asked.TEXT, asked.BOTH} and not has_text:
        raise NotWhole(_("Write your text first."), field="text")
    if asked in {asked.FILES, asked.BOTH} and not has_files:
        raise NotWhole(_("Add a file first."), field="uploads")
