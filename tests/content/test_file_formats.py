"""What may be handed in is judged by what is in it, within bounds."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from lms.common import packages
from lms.content import file_formats as formats
from lms.content.file_formats import is_what_it_says, kind_in, kind_of, safe_name
from tests.factories.assignments import PDF, a_docx, a_package, an_image, an_odt

DOCX, ODT, PNG, JPG = a_docx(), an_odt(), an_image(), an_image("JPEG")
TEXT = "Eén gesprek, zeven stappen.\n".encode()
GOOD = {"pdf": PDF, "docx": DOCX, "odt": ODT, "png": PNG, "jpg": JPG, "txt": TEXT}


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_takes_its_own_content_and_no_others(kind):
    takes = {name for name, it in GOOD.items() if is_what_it_says(kind, io.BytesIO(it))}

    # A PDF of words alone is a text as well.
    assert takes == ({"txt", "pdf"} if kind == "txt" else {kind})


def encrypted() -> bytes:
    """The bit that says so, set in the first part (APPNOTE 4.4.4)."""
    content = bytearray(DOCX)
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def damaged() -> bytes:
    content = bytearray(a_package({"mimetype": "x" * 500, "content.xml": "y" * 500}))
    content[100] ^= 0xFF
    return bytes(content)


def lying() -> bytes:
    """A part that says it is small and is not."""
    content = bytearray(a_docx(**{"media.bin": b"0" * 5_000_000}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


BAD = {
    "a name alone": ("pdf", b"<html>%PDF-1.7</html>"),
    "a program": ("txt", b"MZ\x90\x00\x03\x00"),
    "no picture": ("png", PNG[:20]),
    "another picture": ("jpg", PNG),
    "any zip": ("docx", a_package({"readme.txt": "Hallo"})),
    "a spreadsheet": ("odt", an_odt("application/vnd.oasis.opendocument.spreadsheet")),
    "macros": ("docx", a_docx(**{"vbaProject.bin": b"x"})),
    "scripts": ("odt", an_odt(**{"Basic/Standard/Module1.xml": "<x/>"})),
    "a DTD": ("docx", a_docx(**{"a.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"})),
    "a DTD over two pieces": (
        "docx",
        a_docx(**{"a.xml": " " * (formats.CHUNK - 4) + "<!DOCTYPE a>"}),
    ),
    "encrypted": ("docx", encrypted()),
    "damaged": ("odt", damaged()),
    "it lies about its size": ("docx", lying()),
    "cut off": ("docx", DOCX[:-30]),
    "too many parts": (
        "odt",
        an_odt(**{f"p{n}": "" for n in range(packages.MOST_PARTS)}),
    ),
    "before the zip stands something": ("docx", b"GIF89a" + DOCX),
    "another compression": (
        "docx",
        a_package(
            {"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>"},
            compression=zipfile.ZIP_LZMA,
        ),
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_what_it_says_is_refused(what):
    kind, content = BAD[what]

    assert not is_what_it_says(kind, io.BytesIO(content))


def test_what_would_grow_too_large_is_refused_by_what_it_says_and_by_what_it_is():
    bomb = a_docx(**{"media.bin": b"0" * 101 * 1024 * 1024})

    assert len(bomb) < 200_000
    assert not is_what_it_says("docx", io.BytesIO(bomb))


def test_a_small_file_never_costs_much_to_judge():
    """XML that grows a thousandfold."""
    grows = a_docx(**{"a.xml": b"<!D" * (packages.FREELY_UNPACKED // 2)})

    assert len(grows) < packages.FREELY_UNPACKED // packages.MOST_TIMES
    assert not is_what_it_says("docx", io.BytesIO(grows))


def test_a_list_of_parts_without_end_is_not_read():
    number = 20_000
    entry = b"PK\x01\x02" + bytes(24) + b"\x01" + bytes(17) + b"a"
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, number, number, 0, 4, 0)
    end = end[:12] + struct.pack("<I", number * len(entry)) + end[16:]
    content = io.BytesIO(b"PK\x03\x04" + entry * number + end)
    assert len(zipfile.ZipFile(content).namelist()) == number
    content.seek(0)
    tracemalloc.start()

    judged = is_what_it_says("docx", content)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not judged
    assert most < 4 * formats.CHUNK


def test_a_file_is_known_by_what_is_in_it_and_called_by_that():
    assert kind_in(io.BytesIO(JPG), ("pdf", "jpg", "png")) == "jpg"
    assert kind_in(io.BytesIO(DOCX), ("pdf", "jpg", "png")) == ""
    assert safe_name("..\\\u202egnp.exe", "png") == "gnp.png"


def test_a_file_is_at_its_beginning_after_it_was_judged():
    content = io.BytesIO(DOCX)
    is_what_it_says("docx", content)

    assert content.tell() == 0


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Mijn verslag.PDF", "Mijn verslag.pdf"),
        ("C:\\Users\\noor\\verslag.docx", "verslag.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("foto.jpeg", "foto.jpg"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("\u202egnp.exe.pdf", "gnp.exe.pdf"),
        (".pdf.pdf", "pdf.pdf"),
        ("..pdf", "bestand.pdf"),
        ("é" * 200 + ".odt", "é" * 96 + ".odt"),
    ],
)
def test_a_name_keeps_its_words_and_nothing_else(given, name):
    assert safe_name(given) == name


@pytest.mark.parametrize("name", ["verslag", "verslag.exe", "verslag.pdf.html", ""])
def test_other_kinds_are_none(name):
    assert kind_of(name) == ""
