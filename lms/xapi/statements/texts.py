"""JSON as text: in one way, wherever it is stored, compared or sent."""

import json
from typing import Any, Final

# Kept, because ``json.dumps`` makes one at every call that asks for another form.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def as_text(value: Any) -> str:
    """The JSON of ``value``, without spaces, and with its characters as they are."""
    return _ENCODER.encode(value)
