"""The template of a list of completions."""

from __future__ import annotations

from lms.organisation.importing.files import for_excel

from .lines import Column

# The code is of no activity, so that what somebody forgets to take out is refused.
EXAMPLES = (
    (
        *("VO-0000001", "", "VOORBEELD-1", "12/3/2022", "", ""),
        "Attest van 12/03/2022, dossier 44",
    ),
    (
        *("", "samir.aerts@voorbeeld.test", "VOORBEELD-1", "5/10/2023"),
        *("VOORBEELD-1", "Medewerker", "Aanwezigheidslijst van de lesgever"),
    ),
)


def template() -> bytes:
    """A file to fill in, as a Belgian Excel opens it."""
    return for_excel([tuple(Column), *EXAMPLES])
