"""Files that come in: how much of them is kept before any view sees the form.

A form is read before it is known whether its sender may send it, for its token stands in
it. So what a stranger sends is bounded here, at every address alike: past the bound the
rest of a file is passed over, the other fields of the form still arrive, and nothing
stays on the disk.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MEGABYTE: Final = 1024 * 1024
# All files of one request together. A certificate to check is at most 5 MB; what learners
# hand in is bounded by its page besides.
MOST_OF_A_STRANGER: Final = 6 * MEGABYTE
MOST_OF_A_LEARNER: Final = 260 * MEGABYTE


class Bounded(FileUploadHandler):
    """Passes over what comes after ``most`` bytes of a file; ``too_large`` has the names.

    Stands before the handlers that keep files.
    """

    most: int | None = None

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.too_large: list[str] = []
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """The chunk, for the next handler; raises ``SkipFile`` past the bound."""
        self.received += len(raw_data)
        if self.most is not None and self.received > self.most:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the handlers after this one have the file."""


class BoundedBySender(Bounded):
    """The first handler of every request, in ``FILE_UPLOAD_HANDLERS``.

    Who may enter the admin sends recordings and packages: their forms decide.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        so_far = self.received
        super().new_file(*args, **kwargs)
        self.received = so_far
        self.most = _most_of(getattr(self.request, "user", None))


def bound(request: HttpRequest, *, most: int) -> Bounded:
    """Bound each file of a request; before anything of the form is read."""
    handler = Bounded(request)
    handler.most = most
    request.upload_handlers.insert(0, handler)
    return handler


def passed_over(request: HttpRequest) -> list[str]:
    """The names of the files that were too large to be kept, once the form was read."""
    bounded = (each for each in request.upload_handlers if isinstance(each, Bounded))
    return [name for handler in bounded for name in handler.too_large]


def _most_of(person: Any) -> int | None:
    if person is None or not person.is_authenticated:
        return MOST_OF_A_STRANGER
    if person.has_perm("wagtailadmin.access_admin"):
        return None
    return MOST_OF_A_LEARNER
