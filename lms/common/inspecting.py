"""One record in the admin, to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from wagtail.admin.views.generic import InspectView

from . import clock
from .html import from_plain

EMPTY = "–"


class ReadableInspectView(InspectView):
    """Moments as they are in Brussels, lines as they were typed, a dash for nothing.

    Wagtail writes a moment as it is stored, in UTC, and “None” for what is empty.
    """

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(value.astimezone(clock.BRUSSELS), "j F Y, G.i")
        if value is None or value == "":
            return EMPTY
        several = isinstance(value, str) and not isinstance(value, SafeString)
        if several and "\n" in value.strip():
            return from_plain(value)
        return value
