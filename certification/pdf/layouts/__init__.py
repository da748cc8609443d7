"""The layouts: one folder each, one file per revision of its template.

A certificate keeps the number of the revision that was the newest when it was issued,
and is rendered with that one, whenever that is: a revision never changes, a change is
the next number.
"""

from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent


class Layout(models.TextChoices):
    """What a paper looks like, and what it calls itself; its folder has this name."""

    CERTIFICATE = "certificate", _("Certificate")
    ATTENDANCE = "attendance", _("Certificate of attendance")


def newest(layout: str) -> int:
    """The number of the newest template of a layout."""
    return max(int(path.stem) for path in (FOLDER / Layout(layout)).glob("*.typ"))


def path_of(layout: str, revision: int) -> str:
    """Where typst finds a template. Raises ``LookupError`` when there is none."""
    name = f"{Layout(layout)}/{revision:d}.typ"
    if not (FOLDER / name).is_file():
        raise LookupError(f"There is no template {name}.")
    return f"/{name}"
