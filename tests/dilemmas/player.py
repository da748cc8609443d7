"""What a browser does in the player."""

import re
from urllib.parse import urlsplit

from django.urls import reverse


def form_of(html: str, way: int = 0) -> dict[str, str]:
    """What a browser sends when the choice at place ``way`` is pressed."""
    hidden = re.findall(r'type="hidden" name="(number|form_key)" value="([^"]+)"', html)
    choices = re.findall(r'name="choice" value="([^"]+)"', html)
    return {**dict(hidden), "choice": choices[way]}


def begin(client, page, **data) -> str:
    response = client.post(reverse("dilemmas:begin", args=[page.translation_key]), data)
    assert response.status_code == 302
    return urlsplit(response.url).path
