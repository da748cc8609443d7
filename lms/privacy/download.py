"""Everything that is kept of a person in one zip: a page to read, JSON, and the files.

Made at once, for whoever asks, and kept nowhere: what one person left behind is small
(decision 35). It holds what the apps announced to ``lms.common.personal``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.common import clock, personal
from lms.common.personal import HeldFile, Rows

from .wording import field_label, holding_label, place_of

PAGE: Final = "mijn-gegevens.html"
DATA: Final = "mijn-gegevens.json"
STYLE: Final = "stijl.css"
FOLDER: Final = "bestanden"
IN_MEMORY: Final = 5 * 1024 * 1024

# What is kept, but not of anybody: so it cannot be handed over either.
OF_NOBODY = (
    gettext_lazy(
        "Choices in dilemmas of which you cut the link, or whose year is over: they are "
        "nobody’s."
    ),
    gettext_lazy("What you answered to a survey: only that you answered is kept."),
    gettext_lazy("Your password: only a fingerprint of it is kept."),
)


def everything_about(person: User) -> IO[bytes]:
    """The zip, open at its beginning. A number of queries that does not grow with the rows."""
    held = personal.collect(person)
    target: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        plain = {name: _with_files(rows, archive) for name, rows in held.items()}
        about = {"made_at": clock.now(), "of": person.email, "held": plain}
        archive.writestr(
            DATA,
            json.dumps(about, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1),
        )
        archive.writestr(PAGE, _page(person, plain))
        if style := finders.find("privacy/download.css"):
            archive.writestr(STYLE, Path(style).read_bytes())
    target.seek(0)
    return target


def _with_files(rows: Rows, archive: ZipFile) -> Rows:
    """The rows with each file put in the archive, and its place there in the row."""
    taken = count(len(archive.namelist()) + 1)
    return [_filed(row, archive, taken) for row in rows]


def _filed(value: Any, archive: ZipFile, taken: Iterator[int]) -> Any:
    if isinstance(value, HeldFile):
        # Numbered: two files may have one name, and a name is no path.
        place = f"{FOLDER}/{next(taken)}-{Path(value.name).name or 'bestand'}"
        try:
            archive.writestr(place, value.read())
        except OSError:  # it left the disk meanwhile, or never came back with a backup
            return _("%(name)s (no longer there)") % {"name": value.name}
        return place
    if isinstance(value, dict):
        return {name: _filed(each, archive, taken) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_filed(each, archive, taken) for each in value]
    return value


def _page(person: User, held: dict[str, Rows]) -> str:
    sections = [
        {
            "label": holding_label(name),
            "rows": [_shown_row(name, row) for row in rows],
        }
        for name, rows in sorted(held.items(), key=lambda pair: place_of(pair[0]))
        if rows
    ]
    empty = [holding_label(name) for name, rows in held.items() if not rows]
    return render_to_string(
        "privacy/download.html",
        {
            "person": person,
            "made_at": clock.now(),
            "sections": sections,
            "empty": sorted(empty),
            "of_nobody": OF_NOBODY,
            "style": STYLE,
            "data": DATA,
        },
    )


def _shown_row(name: str, row: dict[str, Any]) -> list[tuple[str, Any]]:
    if name == "xapi: statements":  # as it was stored, to the letter
        return [("xAPI", json.dumps(row, ensure_ascii=False))]
    return [(field_label(key), _shown(value)) for key, value in row.items()]


def _shown(value: Any) -> Any:
    """A value as a page shows it; what is nothing as a dash."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ", ".join(map(str, value))
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return localize(value)
