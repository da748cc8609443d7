"""The certificate on paper: typst sets it, segno draws its QR code.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once: tagged, titled, in its
language, with a text for the QR code, its fonts inside, and its facts attached as JSON.
Only the fonts that typst carries are used, so that every machine makes the same page; a
name in a script that they lack is set in a font of this machine.
"""

from __future__ import annotations

import functools
import io
import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

import segno
import typst

from .layouts import FOLDER, Layout, newest, path_of

if TYPE_CHECKING:
    from certification.printed import Printed

__all__ = ["Layout", "newest", "qr_code", "render"]

STANDARDS = ["a-3a", "ua-1"]
# PDF/A and PDF/UA refuse a sign that no font has. Somebody's name is no reason to
# withhold a certificate: the fonts of this machine are tried, then the standards go.
_WAYS: tuple[dict[str, Any], ...] = (
    {"pdf_standards": STANDARDS, "system_fonts": False},
    {"pdf_standards": STANDARDS, "system_fonts": True},
    {"pdf_standards": [], "system_fonts": True},
)

logger = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # a compiler that is busy refuses a second thread


def render(
    on_paper: Printed, facts: Mapping[str, Any], *, revision: int | None = None
) -> bytes:
    """The PDF, not signed yet: the same values give the same bytes.

    ``facts`` are attached as they are. ``revision`` is the template of its layout that
    was the newest when the certificate was issued; the newest of today by default.
    """
    values = asdict(on_paper) | {"issued_at": on_paper.issued_at.isoformat()}
    inputs = {
        "layout": path_of(on_paper.layout, revision or newest(on_paper.layout)),
        "printed": json.dumps(values),
        "facts": json.dumps(facts, ensure_ascii=False, indent=2),
        "attached": on_paper.words.attached,
        "qr": qr_code(on_paper.address).decode(),
    }
    timestamp = on_paper.issued_at.astimezone(UTC).replace(microsecond=0)
    for way in _WAYS:
        try:
            content = _compile(inputs, timestamp=timestamp, **way)
        except typst.TypstError as refusal:
            if way is _WAYS[-1]:
                raise
            logger.warning("Certificate %s: %s", on_paper.number, refusal)
        else:
            break
    # PDF/A-3 wants an end of line before what a signature appends (ISO 19005-3, 6.1.9).
    return content if content.endswith(b"\n") else content + b"\n"


def qr_code(address: str) -> bytes:
    """An SVG of the QR code, with the quiet zone that readers need."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, dark="#1b1b1b"
    )
    return out.getvalue()


def _compile(inputs: dict[str, str], *, system_fonts: bool, **options: Any) -> bytes:
    with _one_at_a_time:
        content = _compiler(system_fonts=system_fonts).compile(
            format="pdf", sys_inputs=inputs, **options
        )
    if not isinstance(content, bytes):
        raise TypeError("typst answered something else than a PDF.")
    return content


@functools.cache
def _compiler(*, system_fonts: bool) -> typst.Compiler:
    """One for the life of the process: finding and reading fonts is the slow part."""
    return typst.Compiler(
        str(FOLDER / "main.typ"),
        root=str(FOLDER),
        font_paths=typst.Fonts(include_system_fonts=system_fonts),
    )
