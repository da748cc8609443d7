"""A file that is too large is noticed while it comes in: no more of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

if TYPE_CHECKING:
    from django.http import HttpRequest


class Bounded(FileUploadHandler):
    """The first handler of a request: past ``most`` bytes the rest of a file is passed over.

    The other fields of the form still arrive, so that nothing typed is lost.
    """

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.too_large: list[str] = []
        self._received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """The chunk, for the next handler; raises ``SkipFile`` past the bound."""
        self._received += len(raw_data)
        if self._received > self.most:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the handlers after this one have the file."""


def bound(request: HttpRequest, *, most: int) -> Bounded:
    """Bound each file of a request; before anything of the form is read."""
    handler = Bounded(request, most=most)
    request.upload_handlers.insert(0, handler)
    return handler
