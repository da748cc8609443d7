"""The one place that turns bytes from outside into JSON values.

Python's parser lets through what breaks later, or breaks itself, as was measured: NUL characters that SQLite stores and PostgreSQL
refuses, NaN and 1e400, nesting that exhausts the stack, numbers of thousands of digits,
UTF-16, duplicate keys of which one silently wins, halves of surrogate pairs.
"""

import json
import math
from typing import Any, Final

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_DEPTH: Final = 64
MAX_DIGITS: Final = 300


class InvalidJson(ValueError):
    """The bytes are no JSON that may enter; the message says why, in one sentence."""


class JsonTooLarge(InvalidJson):
    """The bytes are more than the limit: an answer 413 rather than 400."""


def parse(
    body: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH
) -> Any:
    """The JSON value of ``body``.

    Raises ``InvalidJson`` (``JsonTooLarge`` past ``max_bytes``) and nothing else, for
    any bytes whatever. What comes out holds only finite numbers and text that both
    databases can store, no object in it had a key twice, and it is at most
    ``max_depth`` deep.
    """
    if len(body) > max_bytes:
        msg = f"The JSON is larger than {max_bytes} bytes."
        raise JsonTooLarge(msg)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        msg = "JSON must be encoded in UTF-8 (part three, 1.4)."
        raise InvalidJson(msg) from error
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        msg = f"This is not JSON: {error.msg} at character {error.pos}."
        raise InvalidJson(msg) from error
    except RecursionError as error:
        raise _too_deep(max_depth) from error
    _refuse_depth_and_text(value, max_depth)
    return value


def _too_deep(max_depth: int) -> InvalidJson:
    return InvalidJson(f"The JSON is nested more than {max_depth} levels deep.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                msg = f"The key {key!r} occurs twice in one object (part two, 2.2)."
                raise InvalidJson(msg)
            seen.add(key)
    return value


def _refuse_constant(name: str) -> None:
    msg = f"{name} is no JSON number."
    raise InvalidJson(msg)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        msg = "A number is too large."
        raise InvalidJson(msg)
    return value


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        msg = f"A number has more than {MAX_DIGITS} digits."
        raise InvalidJson(msg)
    return int(digits)


def _refuse_depth_and_text(value: Any, max_depth: int) -> None:
    """Refuse deep nesting, and NUL and lone surrogates in text; without recursion."""
    pending: list[tuple[Any, int]] = [(value, 0)]
    while pending:
        item, depth = pending.pop()
        if isinstance(item, str):
            _refuse_characters(item)
        elif isinstance(item, (dict, list)):
            if depth >= max_depth:
                raise _too_deep(max_depth)
            pending.extend((inner, depth + 1) for inner in item)
            if isinstance(item, dict):
                pending.extend((inner, depth + 1) for inner in item.values())


def _refuse_characters(text: str) -> None:
    if "\x00" in text:
        msg = "Text holds a NUL character."
        raise InvalidJson(msg)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        msg = "Text holds half of a surrogate pair."
        raise InvalidJson(msg) from error
