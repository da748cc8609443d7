"""Lists of completions for tests."""

from tests.factories.imports import a_csv, a_workbook

HEADS = (
    *("persoon_id", "email", "activiteit_code", "afgerond_op"),
    *("entiteit_code", "rol", "bewijs"),
)
PROOF = "attest van 12/03/2022, dossier 44"


def a_row(
    who="", code="OPL-1", on="12/3/2022", *, email="", at="", role="", proof=PROOF
):
    """One line, as somebody types it."""
    return (who, email, code, on, at, role, proof)


def a_list(*rows, make=a_csv, heads=HEADS):
    """A file with these lines."""
    return make(*rows, heads=heads)


__all__ = ["HEADS", "PROOF", "a_csv", "a_list", "a_row", "a_workbook"]
