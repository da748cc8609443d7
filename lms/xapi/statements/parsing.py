"""The one place that turns bytes from outside into JSON values.

Python's parser lets through what breaks later, or breaks itself, as was measured: NUL
characters that SQLite stores and PostgreSQL refuses, NaN and 1e400, nesting that exhausts
the stack, numbers of thousands of digits, UTF-16, duplicate keys of which one silently
wins, halves of surrogate pairs.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

# The most that a body, a document or a part of either may hold.
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_DEPTH: Final = 64
MAX_DIGITS: Final = 300
# Sixteen megabytes of nothing but brackets take seconds and a gigabyte as Python values.
MAX_VALUES: Final = 1_000_000

# How text can come to hold a NUL or half of a surrogate pair: only by an escape, for
# Python refuses control characters in strings, and UTF-8 has no surrogates.
_SUSPECT: Final = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


class InvalidJson(ValueError):
    """The bytes are no JSON that may enter; the message says why, in one sentence."""


class JsonTooLarge(InvalidJson):
    """The bytes are more than the limit: an answer 413 rather than 400."""


def parse(body: bytes) -> Any:
    """The JSON value of ``body``.

    Raises ``InvalidJson`` (``JsonTooLarge`` past ``MAX_BYTES`` and ``MAX_VALUES``) and
    nothing else, for any bytes whatever. What comes out holds only finite numbers and
    text that both databases can store, no object in it had a key twice, and it is at
    most ``MAX_DEPTH`` deep.
    """
    if len(body) > MAX_BYTES:
        msg = f"The JSON is larger than {MAX_BYTES} bytes."
        raise JsonTooLarge(msg)
    if sum(map(body.count, (b",", b"[", b"{"))) > MAX_VALUES:
        msg = f"The JSON holds more than {MAX_VALUES} values."
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
        raise _too_deep() from error
    _refuse_depth(value)
    if _SUSPECT.search(text):
        _refuse_characters(value)
    return value


def _too_deep() -> InvalidJson:
    return InvalidJson(f"The JSON is nested more than {MAX_DEPTH} levels deep.")


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


def _refuse_depth(value: Any) -> None:
    """Refuse deep nesting, level by level: without recursion, and fast."""
    level = _containers([value])
    for _ in range(MAX_DEPTH):
        if not level:
            return
        level = [inner for item in level for inner in _containers(_items(item))]
    if level:
        raise _too_deep()


def _items(container: Any) -> Iterable[Any]:
    return container.values() if isinstance(container, dict) else container


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, (dict, list))]


def _refuse_characters(value: Any) -> None:
    for text in _texts(value):
        if "\x00" in text:
            msg = "Text holds a NUL character."
            raise InvalidJson(msg)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            msg = "Text holds half of a surrogate pair."
            raise InvalidJson(msg) from error


def _texts(value: Any) -> Iterator[str]:
    """Every string in ``value``, keys included."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, (dict, list)):
            pending.extend(item)
            if isinstance(item, dict):
                pending.extend(item.values())
