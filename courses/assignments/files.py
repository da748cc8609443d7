"""Files of submissions: taken in, let go of, and swept up when nothing has them.

Rounds share a file, so it leaves the disk when the last row that has it is gone, and
only after that is committed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.exceptions import RefusedFile
from courses.models import SubmittedFile
from courses.models.submissions import FOLDER
from lms.common import clock
from lms.common.private import private_files
from lms.content.file_formats import is_what_it_says, kind_of, safe_name
from lms.content.picture_metadata import without_metadata

if TYPE_CHECKING:
    from courses.models import AssignmentPage, Submission

# A form that is being sent has its file on disk before its row is committed.
SPARED: Final = timedelta(days=1)


def examine(page: AssignmentPage, upload: Any) -> None:
    """Refuse what the page does not take; raises ``RefusedFile`` with the sentence."""
    name = safe_name(upload.name or "")
    kind = kind_of(upload.name or "")
    if kind not in page.file_kinds:
        raise RefusedFile(
            _("“%(name)s” is of a kind that you cannot hand in here. Use %(kinds)s.")
            % {"name": upload.name, "kinds": page.kinds_in_words}
        )
    if not upload.size:
        raise RefusedFile(_("“%(name)s” is empty.") % {"name": name})
    if upload.size > page.most_bytes:
        raise RefusedFile(too_large(page, name))
    if not is_what_it_says(kind, upload.file):
        raise RefusedFile(
            _(
                "“%(name)s” is damaged, or holds something else than its name says. Save "
                "it again as %(kind)s and add that."
            )
            % {"name": name, "kind": kind}
        )


def too_large(page: AssignmentPage, name: str) -> str:
    """The sentence for a file past the bound."""
    return _("“%(name)s” is larger than %(most)s MB. Make it smaller, or split it.") % {
        "name": safe_name(name) if kind_of(name) else name[:100],
        "most": page.largest,
    }


def store(draft: Submission, page: AssignmentPage, upload: Any) -> SubmittedFile:
    """Keep a file that was examined with a draft; the same content once.

    Of a photo all but where, when and with what it was taken. The caller holds the learner, in a transaction. Raises ``RefusedFile`` for one too many.
    """
    content = _as_kept(upload)
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    if known := draft.files.filter(sha256=digest.hexdigest()).first():
        return known
    if draft.files.count() >= page.most_files:
        raise RefusedFile(
            ngettext(
                "“%(name)s” was not added: you can hand in %(most)s file.",
                "“%(name)s” was not added: you can hand in %(most)s files at most.",
                page.most_files,
            )
            % {"name": safe_name(upload.name), "most": page.most_files}
        )
    file = SubmittedFile(
        submission=draft,
        name=safe_name(upload.name),
        kind=kind_of(upload.name),
        size=content.size,
        sha256=digest.hexdigest(),
        added_at=clock.now(),
    )
    content.seek(0)
    file.file.save("", content, save=False)
    file.save()
    return file


def _as_kept(upload: Any) -> Any:
    clean = without_metadata(kind_of(upload.name), upload.file)
    return upload if clean is None else ContentFile(clean)


def copy_to(draft: Submission, files: Iterable[SubmittedFile]) -> None:
    """Have the next round begin with the files of the last one."""
    SubmittedFile.objects.bulk_create(
        SubmittedFile(
            submission=draft,
            name=each.name,
            kind=each.kind,
            size=each.size,
            sha256=each.sha256,
            file=each.file.name,
            added_at=each.added_at,
        )
        for each in files
    )


def let_go(names: Iterable[str]) -> None:
    """Take files off the disk that no round has any more, once that is committed."""
    for name in names:
        transaction.on_commit(partial(_remove_unused, name), robust=True)


def sweep(now: datetime) -> int:
    """Remove files that no row has, such as of a form whose transaction failed; how many."""
    storage = private_files()
    if not storage.exists(FOLDER):
        return 0
    removed = 0
    for month in storage.listdir(FOLDER)[0]:
        folder = f"{FOLDER}/{month}"
        known = set(
            SubmittedFile.objects.filter(file__startswith=f"{folder}/").values_list(
                "file", flat=True
            )
        )
        for name in (f"{folder}/{each}" for each in storage.listdir(folder)[1]):
            if name in known or storage.get_modified_time(name) > now - SPARED:
                continue
            _remove_unused(name)
            removed += 1
    return removed


def _remove_unused(name: str) -> None:
    if not SubmittedFile.objects.filter(file=name).exists():
        private_files().delete(name)
