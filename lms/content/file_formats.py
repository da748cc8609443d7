"""Files of people, to hand back one day: what is really in one, and what it may be called.

Plain Python. Nothing of a file is run, unpacked or shown here: it is judged by its
content and handed back as it came. A document is a zip archive, bounded by
``lms.common.packages``.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import IO, Final

from PIL import Image, UnidentifiedImageError

from lms.common.packages import parts_of

TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
}
"""The kinds that exist, by their extension, and the type that each is sent as."""

ALSO: Final = {"jpeg": "jpg", "jpe": "jpg", "text": "txt"}
LONGEST_NAME: Final = 100
MOST_PIXELS: Final = 50_000_000
CHUNK: Final = 256 * 1024
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
UNWANTED: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

Content = IO[bytes]


def kind_of(name: str) -> str:
    """The kind that a name claims, by its extension; empty for one that we do not take."""
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    extension = ALSO.get(extension, extension)
    return extension if extension in TYPES else ""


def kind_in(content: Content, kinds: Iterable[str]) -> str:
    """The first of these kinds that a file holds, whatever it is called; empty for none."""
    return next((kind for kind in kinds if is_what_it_says(kind, content)), "")


def safe_name(name: str, kind: str = "") -> str:
    """A name to give a file back under: no folders, no control or direction characters.

    It ends in the extension of its kind (by default the one that it claims), and is at
    most ``LONGEST_NAME`` long.
    """
    kind = kind or kind_of(name)
    base = name.replace("\\", "/").rpartition("/")[2]
    base = unicodedata.normalize("NFC", base)
    base = "".join(
        " " if unicodedata.category(one) in UNWANTED or one in '<>:"|?*' else one
        for one in base
    )
    stem = " ".join(base.rpartition(".")[0].split()).strip(". ")
    stem = stem[: LONGEST_NAME - len(kind) - 1].rstrip(". ")
    return f"{stem or 'bestand'}.{kind}"


def is_what_it_says(kind: str, content: Content) -> bool:
    """Whether a file holds what its kind says, and nothing that could harm who opens it."""
    content.seek(0)
    try:
        return CHECKS[kind](content)
    finally:
        content.seek(0)


def _is_pdf(content: Content) -> bool:
    """ISO 32000-2, 7.5.2: the header comes first."""
    return content.read(5) == b"%PDF-"


def _is_text(content: Content) -> bool:
    """UTF-8, or one of the older encodings of a byte a letter: words, no control codes."""
    while chunk := content.read(CHUNK):
        if CONTROL.search(chunk):
            return False
    return True


def _is_image(content: Content, wanted: str) -> bool:
    try:
        with Image.open(content, formats=[wanted]) as image:
            width, height = image.size
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    except Image.DecompressionBombError:
        return False
    return width * height <= MOST_PIXELS


def _is_png(content: Content) -> bool:
    return _is_image(content, "PNG")


def _is_jpg(content: Content) -> bool:
    return _is_image(content, "JPEG")


def _is_docx(content: Content) -> bool:
    """A package with a main document in it, and no macros (ECMA-376, part one, 11.3.10)."""
    names = parts_of(content)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not any(
        name.lower().endswith("vbaproject.bin") for name in names
    )


def _is_odt(content: Content) -> bool:
    """OpenDocument 1.3, part two, 3.3: the type stands in the part ``mimetype``."""
    names = parts_of(content)
    if not {"mimetype", "content.xml"} <= names:
        return False
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        return False
    with zipfile.ZipFile(content) as archive, archive.open("mimetype") as part:
        return part.read(200).strip() == TYPES["odt"].encode()


CHECKS: Final[dict[str, Callable[[Content], bool]]] = {
    "pdf": _is_pdf,
    "docx": _is_docx,
    "odt": _is_odt,
    "txt": _is_text,
    "png": _is_png,
    "jpg": _is_jpg,
}
