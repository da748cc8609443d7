"""``more``: where a list goes on, signed and without any state of ours (part two, 2.5)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.core import signing

from .errors import BadRequest

PARAMETER: Final = "more"
# The specification asks for 24 hours at least.
_LIFETIME: Final = timedelta(days=7)
_SALT: Final = "lms.xapi.lrs.more"


def sign(parameters: Mapping[str, str], *, store: str, after: int) -> str:
    """A cursor for the same question, past the place ``after`` of ``store``."""
    content = {"q": dict(parameters), "s": store, "a": after}
    return signing.dumps(content, salt=_SALT, compress=True)


def read(cursor: str, *, store: str) -> tuple[dict[str, str], int]:
    """The parameters and the place of a cursor that ``sign`` made for ``store``.

    Raises ``BadRequest`` for any other text.
    """
    try:
        content = signing.loads(cursor, salt=_SALT, max_age=_LIFETIME)
    except signing.BadSignature as error:
        msg = "This continuation was not given out here, or it is past its time."
        raise BadRequest(msg) from error
    if content["s"] != store:
        msg = "This continuation was given out for another store."
        raise BadRequest(msg)
    return content["q"], content["a"]
