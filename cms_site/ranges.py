"""A part of a file, for who asks for one: a film is sought in, a download goes on."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

# One range; several at once may be answered whole (RFC 9110, 14.2), and nobody asks.
ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PIECE = 64 * 1024


class Part:
    """So many bytes of a file from its present place, then its end."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._left = file, length

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(PIECE):
            yield piece

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        piece = self._file.read(wanted)
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        self._file.close()


def in_part(request: HttpRequest, whole: HttpResponseBase) -> HttpResponseBase:
    """The part of a file that a request asks for, or the whole when it asks for none.

    206 with that part; 416 when the file has no such part.
    """
    file = getattr(whole, "file_to_stream", None)
    if not isinstance(whole, FileResponse) or whole.status_code != 200 or file is None:
        return whole
    whole["Accept-Ranges"] = "bytes"
    size = int(whole["Content-Length"])
    asked = _asked(request, whole, size)
    if asked is None:
        return whole
    first, last = asked
    if not first <= last < size:
        file.close()  # closing the response would end the request for Django
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(first)
    return FileResponse(
        Part(file, last - first + 1),
        status=206,
        content_type=whole["Content-Type"],
        headers={
            "Content-Length": str(last - first + 1),
            "Content-Range": f"bytes {first}-{last}/{size}",
            "Last-Modified": whole["Last-Modified"],
            "Accept-Ranges": "bytes",
        },
    )


def _asked(
    request: HttpRequest, whole: FileResponse, size: int
) -> tuple[int, int] | None:
    """First and last byte asked for, which may not be there; None: the whole."""
    unchanged = request.headers.get("If-Range", whole["Last-Modified"])
    asked = ONE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.method != "GET" or unchanged != whole["Last-Modified"]:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:  # the last so many bytes; the last none are nowhere
        return (max(size - int(last), 0) if int(last) else size), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1
