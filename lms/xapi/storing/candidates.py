"""A statement made ready to be stored, but for its place and its moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from lms.xapi.statements import Version, fingerprint
from lms.xapi.statements.formats import to_moment
from lms.xapi.statements.indexing import Findings, findings
from lms.xapi.statements.referring import target_of
from lms.xapi.statements.texts import as_text
from lms.xapi.statements.versions import UNSAID_VERSION
from lms.xapi.vocabulary import VOIDED_IRI


@dataclass(frozen=True, slots=True)
class Candidate:
    """A valid statement, completed with what a store adds before it knows the moment.

    ``timestamp`` is ``None`` when its sender left it out: it gets that of storing.
    ``text`` is ``content`` as JSON, made before anybody waits for us.
    """

    id: UUID
    timestamp: datetime | None
    content: dict[str, Any]
    fingerprint: str
    found: Findings
    text: str

    @property
    def size(self) -> int:
        """About how many bytes it is stored as."""
        return len(self.text.encode())

    def stored_at(self, moment: str) -> str:
        """The JSON that is stored, once the moment is known."""
        silent = f',"timestamp":"{moment}"' if self.timestamp is None else ""
        return f'{self.text[:-1]},"stored":"{moment}"{silent}}}'

    @property
    def target(self) -> UUID | None:
        """The statement that this one refers to, if its object is a StatementRef."""
        return target_of(self.content)

    @property
    def voids(self) -> bool:
        """Is this a voiding statement (part two, 2.3.2)?"""
        return bool(self.content["verb"]["id"] == VOIDED_IRI)


def prepare(
    content: dict[str, Any],
    *,
    authority: dict[str, Any],
    version: Version = Version.ONE,
) -> Candidate:
    """Make a valid statement ready; it is completed in a copy.

    The authority is that of whoever brings it, whatever it said itself (2.4.9), and a
    context activity that stands alone becomes an array of one (2.4.6.2).
    """
    statement_id = UUID(content["id"]) if "id" in content else uuid4()
    whole = content | {
        "id": content.get("id", str(statement_id)),
        "authority": authority,
        "version": content.get("version", UNSAID_VERSION[version]),
    }
    whole.pop("stored", None)
    _arrays(whole)
    said = content.get("timestamp")
    return Candidate(
        statement_id,
        None if said is None else to_moment(said),
        whole,
        fingerprint(content),
        findings(whole),
        as_text(whole),
    )


def _arrays(statement: dict[str, Any]) -> None:
    """Make every value of contextActivities an array, without touching what was given."""
    context = statement.get("context")
    if context and "contextActivities" in context:
        statement["context"] = context | {
            "contextActivities": {
                name: value if isinstance(value, list) else [value]
                for name, value in context["contextActivities"].items()
            }
        }
    target = statement.get("object", {})
    if target.get("objectType") == "SubStatement":
        inner = dict(target)
        _arrays(inner)
        statement["object"] = inner
