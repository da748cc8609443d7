"""Very many certificates, fast: copies of one that was earned, made by the database itself.

They share one award, so none of them is in force: a check asks for what is on record of a
code, never for that. A few stand otherwise than the rest: expired, revoked, superseded,
erased. The triggers stay where they are: they refuse changes, and here is none.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import connection, models, transaction

from certification.codes import ALPHABET, GROUP
from certification.enums import EventKind
from certification.models import (
    Certificate,
    CertificateEvent,
    CertificatePersonalia,
)

BATCH = 100_000
KEPT = 200  # codes of those that stand like the rest
OTHERWISE = 50  # certificates that stand in each other way
MADE = "bench_made"
_TABLES: tuple[Any, ...] = (Certificate, CertificatePersonalia, CertificateEvent)
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)


def fill(model: Certificate, size: int) -> dict[str, list[str]]:
    """Have so many certificates; the codes of some of them by how they stand."""
    codes = {name: _otherwise(model, name) for name in _WAYS}
    begin = 1 + max(
        table.objects.aggregate(last=models.Max("pk"))["last"] for table in _TABLES
    )
    _make(model, begin, begin + max(0, size - Certificate.objects.count()))
    last = Certificate.objects.latest("pk").pk
    some = range(begin, last + 1, max(1, (last - begin) // KEPT))
    kept = Certificate.objects.filter(pk__in=list(some)).order_by("pk")
    codes["known"] = list(kept.values_list("code", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return codes


def new_codes(number: int) -> Iterator[str]:
    """As ``certification.codes`` makes them, thirty times as fast."""
    for _ in range(number):
        bare = b32encode(secrets.token_bytes(10)).decode().translate(_CROCKFORD)
        yield "-".join(bare[at : at + GROUP] for at in range(0, len(bare), GROUP))


def _make(model: Certificate, begin: int, end: int) -> None:
    """Copies with the keys from ``begin`` to before ``end``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {MADE} "
            "(pk bigint PRIMARY KEY, number varchar(20), code varchar(19))"
        )
        for first in range(begin, end, BATCH):
            several = range(first, min(first + BATCH, end))
            with transaction.atomic():
                cursor.execute(f"DELETE FROM {MADE}")  # noqa: S608
                _number(cursor, several)
                _copy(cursor, model, "id", {"number": "number", "code": "code"})
                for other in (model.personalia, model.events.get()):
                    _copy(cursor, other, "certificate_id", {})
        cursor.execute(f"DROP TABLE {MADE}")
        if connection.vendor == "postgresql":
            for table in _TABLES:
                name = table._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) "  # noqa: S608
                    f"FROM {name}"
                )


def _number(cursor: Any, several: range) -> None:
    """Let the database know the keys, numbers and codes of a batch."""
    rows = (
        (pk, f"IC-B-{pk:08d}", code)
        for pk, code in zip(several, new_codes(len(several)), strict=True)
    )
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {MADE} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    cursor.executemany(f"INSERT INTO {MADE} VALUES (%s, %s, %s)", rows)  # noqa: S608


def _copy(cursor: Any, model: models.Model, key: str, columns: dict[str, str]) -> None:
    """One row for each of the batch, like that of ``model`` but for some columns."""
    meta = model._meta
    names = [field.column for field in meta.local_concrete_fields]
    new = {"id": "pk", key: "pk", **columns}
    values = [
        f"made.{new[name]}" if name in new else f'model."{name}"' for name in names
    ]
    if "in_force" in names:
        values[names.index("in_force")] = (
            "false" if connection.vendor == "postgresql" else "0"
        )
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {meta.db_table} ({quoted}) SELECT {', '.join(values)} "  # noqa: S608
        f"FROM {MADE} AS made, {meta.db_table} AS model WHERE model.id = %s",
        [model.pk],
    )


def _otherwise(model: Certificate, name: str) -> list[str]:
    """Some certificates that stand in one of the other ways; their codes."""
    fields = _LONG_AGO if name == "expired" else {}
    made = [
        _twin(model, f"IC-{name[:3]}-{place:06d}", **fields)
        for place in range(OTHERWISE)
    ]
    for one in made:
        _WAYS[name](one)
    return [one.code for one in made]


def _twin(model: Certificate, number: str, **fields: Any) -> Certificate:
    """A certificate like another, with a number and a code of its own."""
    (code,) = new_codes(1)
    names = [field.attname for field in Certificate._meta.local_concrete_fields]
    values = {name: getattr(model, name) for name in names}
    values |= {"id": None, "number": number, "code": code, "in_force": False, **fields}
    one = Certificate.objects.create(**values)
    CertificatePersonalia.objects.create(
        certificate=one, salt=model.personalia.salt, facts=model.facts
    )
    _happened(one, EventKind.ISSUED)
    return one


def _happened(certificate: Certificate, kind: EventKind) -> None:
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=kind,
        recorded_at=certificate.issued_at,
        on=certificate.issued_on,
    )


def _superseded(certificate: Certificate) -> None:
    _happened(certificate, EventKind.SUPERSEDED)
    _twin(certificate, f"{certificate.number}-2", supersedes_id=certificate.pk)


_LONG_AGO = {"completed_on": date(2019, 3, 1), "valid_until": date(2022, 3, 1)}
_WAYS: dict[str, Callable[[Certificate], Any]] = {
    "expired": lambda one: _happened(one, EventKind.EXPIRED),
    "revoked": lambda one: _happened(one, EventKind.REVOKED),
    "superseded": _superseded,
    "erased": lambda one: CertificatePersonalia.objects.filter(
        certificate=one
    ).delete(),
}
