"""Days, texts and the words of the platform, as they go in and out."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, StringConstraints

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> Any:
    """Days as days alone: no moments, no numbers that happen to be one."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(_("Write the date as yyyy-mm-dd, such as 2025-03-31."))
    if value is not None and not isinstance(value, (str, date)):
        raise ValueError(_("Write the date as yyyy-mm-dd, such as 2025-03-31."))
    return value


Day = Annotated[date, BeforeValidator(_day)]
# What both databases can look for: PostgreSQL refuses NUL.
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
PersonKey = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]*$")
]
# Words of the platform, spelled out for the documentation; a test keeps them in step.
FormName = Literal["e-learning", "dilemma", "sessie", "traject", "opdracht"]
StatusName = Literal[
    "ingeschreven",
    "bezig",
    "voltooid",
    "niet geslaagd",
    "afwezig",
    "uitgeschreven",
    "vervallen",
]
SourceName = Literal["platform", "sessie", "vrijstelling", "import"]
PeriodName = Literal[
    "vorige-maand",
    "deze-maand",
    "dit-kwartaal",
    "vorig-kwartaal",
    "dit-jaar",
    "vorig-jaar",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
Yes = Literal["ja"]
LineWord = Literal["geweigerd", "nieuw", "gewijzigd", "beeindigd", "ongewijzigd"]
Standing = Literal["geldig", "vervallen", "ingetrokken", "vervangen"]
Outcome = Literal[
    "ingeschreven", "al-ingeschreven", "al-voltooid", "onbekend", "geweigerd"
]
