"""Many certificates in one zip, made while it is sent: one PDF at a time is in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .exceptions import Erased, NoSealingKey
from .operations import document_of

if TYPE_CHECKING:
    from .models import Certificate


class _Outgoing(io.RawIOBase):
    """Takes what a zip writes and hands it on; it cannot go back."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        data = bytes(content)  # type: ignore[call-overload]
        self._waiting.append(data)
        return len(data)

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken


def zipped(certificates: Iterable[Certificate]) -> Iterator[bytes]:
    """A zip with the PDF of each, byte by byte what was issued, named by its number.

    A number tells nothing of who somebody is, and neither does the name of a file. What
    is not there to give (erased, or no key to sign with) is named by number in a text.
    """
    out, missing = _Outgoing(), []
    with zipfile.ZipFile(out, "w") as bundle:
        for certificate in certificates:
            try:
                document = document_of(certificate)
            except (Erased, NoSealingKey) as refusal:
                missing.append(f"{certificate.number}: {refusal}")
                continue
            # A PDF is packed already.
            bundle.writestr(f"{certificate.number}.pdf", bytes(document.content or b""))
            yield out.take()
        if missing:
            told = "\r\n".join([_("Not in this zip:"), *missing, ""])
            bundle.writestr(_("not-included.txt"), told.encode())
    yield out.take()
