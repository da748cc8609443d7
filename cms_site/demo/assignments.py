"""The page of an assignment, and the documents that people of the demo hand in."""

import io
import zipfile
from html import escape

from courses.models import AssignmentPage

from .describing import Vocabulary
from .reading import Data
from .streams import paragraphs

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main"
BEGINS = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever the demo is loaded


def an_assignment(data: Data, words: Vocabulary) -> AssignmentPage:
    """An assignment as the content has it, not in the tree yet."""
    page = AssignmentPage(
        slug=data["slug"],
        code=data["code"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
        body=paragraphs(f"activities/{data['slug']}", data["body"]),
        criteria=[("criterion", text) for text in data["criteria"]],
        asks_for=data["asks_for"],
    )
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    return page


def as_docx(text: str) -> bytes:
    """A Word document with a paragraph for each line (ECMA-376, part one, 11.3.10)."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.strip().splitlines()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}'
        "<w:sectPr/></w:body></w:document>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            declared = f'<?xml version="1.0" encoding="UTF-8"?>{part}'
            archive.writestr(zipfile.ZipInfo(name, BEGINS), declared)
    return content.getvalue()
