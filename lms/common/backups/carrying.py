"""What a restored backup may not undo: carried over it, in a file beside the database.

Apps announce from ``apps.py`` what to carry. A restore writes it down before it replaces
anything; ``tick`` of the restored site does what it says, so that it also happens when
the process dies in between, or when the backup is of an older version that has to be
migrated first.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

Take = Callable[[], list[str]]

_carried: dict[str, Take] = {}


def carries(name: str, take: Take) -> None:
    """Have a restore carry over what ``take()`` answers of the database that it replaces."""
    _carried[name] = take


def write_down() -> int:
    """Add to the files what is to be carried over; how many things they hold.

    A database that is empty, broken, or of a version without the table has nothing to
    say.
    """
    count = 0
    for name, take in _carried.items():
        try:
            taken = take()
        except DatabaseError:
            taken = []
        known = sorted({*read(name), *taken})
        if known:
            _write(_place(name), known)
        count += len(known)
    return count


def read(name: str) -> list[str]:
    """What was carried over and is not done yet."""
    place = _place(name)
    return list(json.loads(place.read_text())) if place.exists() else []


def add(name: str, things: list[str]) -> None:
    """Carry over more, such as what was kept elsewhere."""
    _write(_place(name), sorted({*read(name), *things}))


def done(name: str) -> None:
    """Forget what was carried over: it was done."""
    _place(name).unlink(missing_ok=True)


def _place(name: str) -> Path:
    return Path(settings.DATA_DIR) / f"carried-{name}.json"


def _write(place: Path, things: list[str]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".part")
    with draft.open("w") as file:
        json.dump(things, file)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o600)
    draft.replace(place)
