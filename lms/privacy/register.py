"""The record of processing as a file, and the periods that a statement names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common import retention

from .models import PrivacySettings, ProcessingVersion, RetentionRule

COLUMNS = (
    *("name", "purpose", "legal_basis", "law", "people", "data", "source"),
    *("recipients", "transfers", "retention", "measures", "version", "changed_at"),
)
GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of record, and for how long it is kept, in words."""

    label: str
    words: str
    reference: str


def kept(names: Iterable[str], at: datetime | None = None) -> list[Kept]:
    """How long these kinds are kept, now or at a moment: one query."""
    known = retention.kinds()
    rules = {rule.kind: rule for rule in RetentionRule.objects.in_force(at)}
    return [_kept(known[name], rules.get(name)) for name in names if name in known]


def _kept(kind: retention.Kind, rule: RetentionRule | None) -> Kept:
    if rule is None or rule.months is None:
        return Kept(str(kind.label), _("no period was set yet"), "")
    words = ngettext(
        "%(count)s month, from %(moment)s",
        "%(count)s months, from %(moment)s",
        rule.months,
    ) % {"count": rule.months, "moment": kind.counts_from}
    return Kept(str(kind.label), words, rule.reference)


def lines() -> list[dict[str, Any]]:
    """The record: what goes on now, in words."""
    return [_line(version) for version in ProcessingVersion.objects.current()]


def _line(version: ProcessingVersion) -> dict[str, Any]:
    periods = [
        f"{each.label}: {each.words}"
        + (f" ({each.reference})" if each.reference else "")
        for each in kept(version.kinds)
    ]
    return {
        "name": version.name,
        "purpose": version.purpose,
        "legal_basis": version.get_legal_basis_display(),
        "law": version.law,
        "people": version.people,
        "data": version.data,
        "source": version.source,
        "recipients": version.recipients,
        "transfers": version.transfers,
        "retention": "; ".join(filter(None, [version.retention, *periods])),
        "measures": version.measures,
        "version": version.number,
        "changed_at": version.changed_at,
    }


def as_json() -> str:
    """The whole record, with who answers for it."""
    whole = PrivacySettings.load()
    content = {
        "controller": whole.controller,
        "controller_contact": whole.controller_contact,
        "data_protection_officer": whole.officer_contact,
        "processings": lines(),
    }
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def as_csv() -> bytes:
    """For a spreadsheet: UTF-8 with BOM, semicolons, and no cell that is a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(COLUMNS)
    for line in lines():
        writer.writerow([_guarded(str(line[name])) for name in COLUMNS])
    return target.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(GUARDED) else text
