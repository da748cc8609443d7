"""The certificate on paper: typst sets it, segno draws its QR code.

PDF/UA-1: tagged, titled, in its language, with a text for the QR code. Only the fonts
that typst carries are used, so that every machine makes the same page; a name in a
script that they lack is set in a font of this machine.
"""

from __future__ import annotations

import io
import json
import logging
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
import typst

if TYPE_CHECKING:
    from certification.printed import Printed

REVISION = 1
"""Raise it with every change to the template that shows."""

_TEMPLATE = Path(__file__).with_name("certificate.typ")
# PDF/UA-1 refuses a sign that no font has. Somebody's name is no reason to withhold a
# certificate: the fonts of this machine are tried, then the standard is let go.
_WAYS: tuple[dict[str, Any], ...] = (
    {"pdf_standards": ["ua-1"], "ignore_system_fonts": True},
    {"pdf_standards": ["ua-1"], "ignore_system_fonts": False},
    {"ignore_system_fonts": False},
)

logger = logging.getLogger(__name__)


def render(on_paper: Printed) -> bytes:
    """The PDF of a certificate: the same values give the same bytes."""
    values = asdict(on_paper) | {"issued_at": on_paper.issued_at.isoformat()}
    files = {
        "main": _TEMPLATE.read_bytes(),
        "facts.json": json.dumps(values).encode(),
        "qr.svg": qr_code(on_paper.address),
    }
    timestamp = on_paper.issued_at.astimezone(UTC).replace(microsecond=0)
    compile_files: Any = typst.compile  # its stub forgets that it takes named files
    for way in _WAYS:
        try:
            content = compile_files(files, format="pdf", timestamp=timestamp, **way)
        except typst.TypstError as refusal:
            if way is _WAYS[-1]:
                raise
            logger.warning("Certificate %s: %s", on_paper.number, refusal)
        else:
            break
    return bytes(content)


def qr_code(address: str) -> bytes:
    """An SVG of the QR code, with the quiet zone that readers need."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, dark="#1b1b1b"
    )
    return out.getvalue()
