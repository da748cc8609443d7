"""Answers whose size says nothing: TLS hides what a page holds, not how long it is."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

# Well above what a scene or an ending takes, so that all of them come out equal: 24 KiB in
# the demo, half a KiB for each step of a longer way, and one and a half for each scene on
# the way of which it tells how others chose.
BLOCK: Final = 64 * 1024
# Between two endings lie some hundreds of bytes once compressed; the noise is many times that.
NOISE: Final = 8 * 1024

View = Callable[..., HttpResponse]


def of_one_size(view: View) -> View:
    """Fill the pages of ``view`` up to a multiple of ``BLOCK``, with a comment at the end.

    Whoever watches the line would else know from its size which ending somebody reached
    (design.md, idea 4). Filling alone would not do: a proxy that compresses pages takes
    it away again, and what is left is as long as the page was. So the filling begins
    with random characters, which nothing compresses, of a number that is random too.
    """

    @wraps(view)
    def padded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        # A redirect has none, and is the same for every choice; so is an answer to a script.
        if response.content and response["Content-Type"].startswith("text/html"):
            response.write(_filling(len(response.content)))
        return response

    return padded


def _filling(size: int) -> str:
    noise = secrets.token_hex(secrets.randbelow(NOISE))
    frame = "\n<!-- {} -->\n"
    # How many blocks it takes must not hang on the noise: room for the most of it.
    least = len(frame) + 2 * NOISE
    room = least + -(size + least) % BLOCK
    return frame.format(noise.ljust(room - len(frame.format("")), "."))
