"""Assignments, and files to hand in, made in memory."""

import io
import zipfile
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Page, Site

from courses.models import AssignmentPage
from tests.factories.courses import add

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CRITERIA = ("Het verslag noemt geen namen.", "Je zegt wat je anders doet.")


def an_assignment(*, parent: Page | None = None, **fields) -> AssignmentPage:
    """A published assignment with two criteria."""
    parent = parent or Site.objects.get(is_default_site=True).root_page
    values = {"title": "Praktijkopdracht", "slug": "praktijk", "duration_minutes": 240}
    values["criteria"] = [("criterion", text) for text in CRITERIA]
    return add(parent, AssignmentPage(**values | fields))


def a_file(name: str = "verslag.pdf", content: bytes | None = None):
    """A file as a browser sends it; without content a PDF of its own."""
    own = PDF + uuid4().hex.encode() if content is None else content
    return SimpleUploadedFile(name, own)


def a_package(parts: dict[str, bytes | str], **options) -> bytes:
    """A zip archive with these parts, in order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", **options) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def a_docx(**more: bytes | str) -> bytes:
    """The least that is a Word document, with more parts of a folder ``word/``."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<w:document/>",
    }
    parts |= {f"word/{name}": part for name, part in more.items()}
    return a_package(parts, compression=zipfile.ZIP_DEFLATED)


def an_odt(kind: str = "application/vnd.oasis.opendocument.text", **more) -> bytes:
    """The least that is an OpenDocument text."""
    return a_package({"mimetype": kind, "content.xml": "<office/>", **more})


def an_image(kind: str = "PNG") -> bytes:
    """A picture of a few pixels."""
    content = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(content, kind)
    return content.getvalue()


def a_photo(turn: int = 1, **options) -> bytes:
    """What a camera makes: it says where it was taken, and how to turn it."""
    orientation, maker, gps = 0x0112, 0x010F, 0x8825
    exif = Image.Exif()
    exif[orientation], exif[maker] = turn, "Geheime Camera"
    exif.get_ifd(gps)[29] = "2026:11:26 Brussel"
    content = io.BytesIO()
    picture = Image.effect_noise((60, 40), 50).convert("RGB")
    picture.save(content, "JPEG", exif=exif, comment=b"Noor", **options)
    return content.getvalue()
