"""The special data types of the specification (part two, section 4), as questions."""

import re
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

# RFC 3987 in outline: a scheme, then no character that an IRI can never hold. The
# specification allows best-effort validation (2.2).
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`]+")

_UUID: Final = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)

# ISO 8601 in full to the second, extended or basic (4.5). -00:00 is no offset from UTC:
# in RFC 3339 it says that the offset is not known, in ISO 8601 it may not be written.
_TIMESTAMP: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|\d{8}T\d{6})"
    r"(?:[.,](\d{1,30}))?(Z|(?!-00(?::?00)?\Z)[+-]\d\d(?::?\d\d)?)",
    re.ASCII,
)
_RFC_3339: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,30})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)

# ISO 8601:2004 4.4.3.2: weeks stand alone; only the last number has a fraction.
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_DURATION: Final = re.compile(
    rf"P(?:{_NUMBER}W|(?=[\dT])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.ASCII,
)
_FRACTION_BEFORE_THE_LAST: Final = re.compile(r"[.,]\d+[A-Z]T?\d", re.ASCII)

# RFC 5646 section 2.1, by the lengths of its subtags.
_LANGUAGE_TAG: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language, extended language
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|\d{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"  # variants
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
    r"|x(?:-[a-z0-9]{1,8})+",
    re.ASCII | re.IGNORECASE,
)
_GRANDFATHERED: Final = frozenset(
    [
        "en-gb-oed",
        "i-ami",
        "i-bnn",
        "i-default",
        "i-enochian",
        "i-hak",
        "i-klingon",
        "i-lux",
        "i-mingo",
        "i-navajo",
        "i-pwn",
        "i-tao",
        "i-tay",
        "i-tsu",
        "sgn-be-fr",
        "sgn-be-nl",
        "sgn-ch-de",
    ]
)

_MAILTO: Final = re.compile(r"mailto:[^\s@<>]+@[^\s@<>]+")
_SHA1: Final = re.compile(r"[0-9a-fA-F]{40}")
# SHA-224, 256, 384 and 512 in hexadecimal
_SHA2: Final = re.compile(
    r"[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}"
)
_MEDIA_TYPE: Final = re.compile(
    r"[\w!#$&^.+\-]+/[\w!#$&^.+\-]+(?:\s*;\s*[\w!#$&^.+\-]+=(?:[^\s;\"]+|\"[^\"]*\"))*",
    re.ASCII,
)


def is_iri(text: str) -> bool:
    """Has ``text`` a scheme and only characters of an IRI (4.3)?"""
    return _IRI.fullmatch(text) is not None


def is_uuid(text: str) -> bool:
    """Is ``text`` a UUID in its standard string form (4.4)?"""
    return _UUID.fullmatch(text) is not None


def to_uuid(text: str) -> UUID | None:
    """The UUID that ``text`` writes in its standard form, or ``None``."""
    return UUID(text) if is_uuid(text) else None


def to_moment(text: str) -> datetime | None:
    """The moment, in UTC, of an ISO 8601 timestamp with an offset (4.5), or ``None``.

    Digits past the microsecond are cut off. A small t or z, which RFC 3339 allows, is
    read as a capital.
    """
    match = _TIMESTAMP.fullmatch(text.upper())
    if match is None:
        return None
    moment, fraction, offset = match.groups()
    try:
        return datetime.fromisoformat(
            f"{moment}.{fraction or '0':0<6.6}{offset}"
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_timestamp(text: str) -> bool:
    """Is ``text`` an ISO 8601 timestamp with an offset (4.5)?"""
    return text.isupper() and to_moment(text) is not None


def is_rfc3339(text: str) -> bool:
    """Is ``text`` a timestamp of RFC 3339 whose offset is known (IEEE 9274.1.1, 4.2.7)?"""
    return _RFC_3339.fullmatch(text) is not None and to_moment(text) is not None


def is_duration(text: str) -> bool:
    """Is ``text`` an ISO 8601 duration, such as ``PT4H35M59.14S`` or ``P4W`` (4.6)?"""
    return (
        len(text) <= 100
        and _DURATION.fullmatch(text) is not None
        and _FRACTION_BEFORE_THE_LAST.search(text) is None
    )


def is_language_tag(text: str) -> bool:
    """Has ``text`` the sequence of token lengths of RFC 5646 (4.2)?"""
    return len(text) <= 100 and (
        _LANGUAGE_TAG.fullmatch(text) is not None or text.lower() in _GRANDFATHERED
    )


def is_mailto(text: str) -> bool:
    """Is ``text`` a mailto IRI of one address (2.4.2.3)?"""
    return _MAILTO.fullmatch(text) is not None


def is_sha1(text: str) -> bool:
    """Is ``text`` a SHA-1 in hexadecimal (2.4.2.3)?"""
    return _SHA1.fullmatch(text) is not None


def is_sha2(text: str) -> bool:
    """Is ``text`` a SHA-2 in hexadecimal (2.4.11)?"""
    return _SHA2.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    """Is ``text`` an Internet media type (2.4.11, RFC 2046)?"""
    return len(text) <= 200 and _MEDIA_TYPE.fullmatch(text) is not None
