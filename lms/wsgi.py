"""The WSGI entry point."""

import os
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")


class Utf8Request(WSGIRequest):
    """A request in UTF-8, as every form and client of ours sends it.

    Django reads the Content-Type, and the address in the charset that it names, while it
    makes the request, where nothing turns an error into an answer: one ``charset=hex``
    or ``x*=klingon''x``, from anybody, is a bare 500.
    """

    @property
    def encoding(self) -> str:
        return "utf-8"

    @encoding.setter
    def encoding(self, val: str) -> None:
        """What a Content-Type names changes nothing."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except (BadRequest, TypeError, ValueError):  # a body of no known type
            self.content_type, self.content_params = "", {}


application = get_wsgi_application()
application.request_class = Utf8Request
