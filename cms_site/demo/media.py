"""Images, documents, films and recordings of the demo, each put in the library once."""

from typing import TypeVar

from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.documents.models import Document

from lms.common.html import from_markdown
from lms.content.models import Audio, CampusImage, Video

from .reading import FILMS, MEDIA, read

Played = TypeVar("Played", Video, Audio)


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
        made = library.create(title=title, file=File(file, name=name))
    made.get_file_size()  # which it keeps, and shows beside the download
    return made


def film(name: str) -> Video:
    """The film that tools/film.py made, with its captions and transcript."""
    return _played(Video, name, "webm")


def recording(name: str) -> Audio:
    """The recording that tools/film.py made, with its captions and transcript."""
    return _played(Audio, name, "mp3")


def _played(model: type[Played], name: str, kind: str) -> Played:
    data = read(f"films/{name}.toml")
    known = model.objects.filter(title=data["title"]).first()
    if known:
        return known
    played, captions = FILMS / f"{name}.{kind}", FILMS / f"{name}.vtt"
    with played.open("rb") as file, captions.open("rb") as said:
        made = model(
            title=data["title"],
            file=File(file, name=played.name),
            captions=File(said, name=captions.name),
            transcript=str(from_markdown(data["transcript"])),
        )
        made.full_clean()
        made.save()
    return made
