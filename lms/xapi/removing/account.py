"""What the stores hold of one of our own accounts: to show it, and to let part of it go.

Statements stay when an account is erased: they know it by its ``public_id`` alone
(decisions 17 and 35). What is no fact goes: documents such as the state of a player,
and credentials lent to a browser.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lms.common.personal import Rows, holds
from lms.xapi.enums import Kind, Store
from lms.xapi.models import Credential, Document, IndexRow, StoredStatement
from lms.xapi.statements.indexing import identifier_of, key_of

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("xapi: statements", collect=_statements)
    holds("xapi: documents", collect=_documents, erase=_forget)


def _identifier(person: User) -> str:
    name = str(person.public_id)
    agent = {"account": {"homePage": settings.XAPI_HOME_PAGE, "name": name}}
    return identifier_of(agent) or ""


def _key(person: User) -> UUID:
    return key_of(_identifier(person))


def _statements(person: User) -> Rows:
    """Every statement that speaks of the account, as it was stored; one query."""
    found = (
        StoredStatement.objects.in_store(Store.RECORD)
        .at(
            IndexRow.objects.of(
                Store.RECORD, Kind.RELATED_AGENT, _key(person)
            ).themselves()
        )
        .order_by("seq")
        .values_list("payload", flat=True)
    )
    return [json.loads(payload) for payload in found]


def _documents(person: User) -> Rows:
    own = Document.objects.filter(agent_key=_key(person)).order_by("pk")
    return [
        {
            "document": each.document_id,
            "kind": each.get_kind_display(),
            "content": _shown(each),
            "updated_at": each.updated_at,
        }
        for each in own
    ]


def _shown(document: Document) -> Any:
    content = bytes(document.content)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.hex()


@transaction.atomic
def _forget(person: User) -> int:
    Credential.objects.filter(actor=_identifier(person)).delete()
    count, _by_model = Document.objects.filter(agent_key=_key(person)).delete()
    return count
