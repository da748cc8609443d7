"""Files of people and mandates for tests."""

from io import BytesIO

from openpyxl import Workbook

HEADS = (
    *("persoon_id", "voornaam", "naam", "e-mail"),
    *("entiteit_code", "rol", "van", "tot"),
)


def a_csv(*rows, heads=HEADS, separator=";", encoding="utf-8-sig"):
    """A file as a Belgian Excel writes it."""
    lines = [separator.join(str(cell) for cell in row) for row in (heads, *rows)]
    return BytesIO("\r\n".join(lines).encode(encoding))


def a_workbook(*rows, heads=HEADS):
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file
