"""Compile the translations, or check that the compiled ones are in step.

usage: tools/messages.py compile|check
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
APPS = ("lms", "courses", "dilemmas", "certification", "cms_site")


def catalogues() -> list[Path]:
    """Every .po file of ours."""
    return sorted(
        path for app in APPS for path in (ROOT / app).rglob("locale/*/LC_MESSAGES/*.po")
    )


def entries(catalogue: list[polib.POEntry] | polib.MOFile) -> set[tuple[object, ...]]:
    """What a catalogue translates, in a form to compare."""
    return {
        (
            *(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr),
            *sorted(entry.msgstr_plural.items()),
        )
        for entry in catalogue
    }


def out_of_step(po: Path) -> str:
    """Why the compiled file does not say what this .po says; empty when it does."""
    mo = po.with_suffix(".mo")
    if not mo.exists():
        return "is not compiled"
    read = polib.pofile(str(po))
    # Without its header gettext takes it for ASCII, and every page fails to load it.
    if "utf-8" not in read.metadata.get("Content-Type", "").lower():
        return "has no header that says it is UTF-8"
    if entries(read.translated_entries()) != entries(polib.mofile(str(mo))):
        return "differs from its compiled file"
    return ""


def main() -> int:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "compile":
        for po in catalogues():
            polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
        return 0
    if command == "check":
        faults = [(po, why) for po in catalogues() if (why := out_of_step(po))]
        for po, why in faults:
            print(f"{po.relative_to(ROOT)} {why}; run: make messages")
        return 1 if faults else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
