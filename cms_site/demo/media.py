"""Images and documents of the demo, each put in the library once."""

from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.documents.models import Document

from lms.content.models import CampusImage

from .reading import MEDIA


def image(name: str, description: str) -> CampusImage:
    """The image of a file of ours; its description is the alternative text."""
    title = name.rsplit(".", 1)[0].replace("-", " ").capitalize()
    known = CampusImage.objects.filter(title=title).first()
    if known:
        return known
    with (MEDIA / name).open("rb") as file:
        return CampusImage.objects.create(
            title=title, description=description[:255], file=ImageFile(file, name=name)
        )


def document(name: str, title: str) -> Document:
    """The document of a file of ours."""
    library = get_document_model().objects
    known = library.filter(title=title).first()
    if known:
        return known
    with (MEDIA / name).open("rb") as file:
        return library.create(title=title, file=File(file, name=name))
