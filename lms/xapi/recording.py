"""The one door through which our own code writes statements.

``record`` belongs in the operation that changes what the statement is about, inside its
transaction: both happen, or neither. It holds the sequence of its store until commit,
so on PostgreSQL it makes other writers of statements wait: call it last, after every
other lock is taken.
"""

from datetime import datetime
from uuid import UUID

from .authority import our_authority
from .enums import Store
from .models import StoredStatement
from .statements import (
    Account,
    InvalidJson,
    InvalidStatement,
    Problem,
    Statement,
    Voiding,
    check,
    parse,
)
from .statements.texts import as_text
from .storing import Candidate, prepare, write

__all__ = ["Store", "record", "void"]


def record(*statements: Statement | Voiding, store: Store = Store.RECORD) -> None:
    """Store statements in the caller's transaction, in this order.

    A statement whose id and content are known already changes nothing, so a replay is
    safe. The number of queries does not depend on the number of statements, but for those
    that refer to others or are referred to: each of them takes some more.

    Raises ``NotInTransaction`` outside a transaction, ``StatementConflict`` for an id that
    is known with another content or in the other store, and ``InvalidStatement`` for what
    the specification refuses. Nothing is stored then.
    """
    write(map(_candidate, statements), store)


def void(*statement_ids: UUID, at: datetime) -> None:
    """Declare statements of the record store void, in the caller's transaction.

    Each by a statement of this product (part two, 2.3.2), which goes to other stores as
    any other does. What is not there (any more) is passed by, and so is what was voided
    before. Raises ``NotInTransaction`` outside a transaction.
    """
    here = StoredStatement.objects.in_store(Store.RECORD).standing()
    found = here.filter(statement_id__in=statement_ids).order_by("seq")
    account = our_authority()["account"]
    us = Account(home_page=account["homePage"], name=account["name"])
    targets = found.values_list("statement_id", flat=True)
    record(*(Voiding(actor=us, target=target, timestamp=at) for target in targets))


def _candidate(statement: Statement | Voiding) -> Candidate:
    built = statement.to_json()
    try:
        content = parse(as_text(built).encode("utf-8", "surrogatepass"))
    except InvalidJson as error:
        raise InvalidStatement([Problem("$", str(error))]) from error
    check(content)
    return prepare(content, authority=our_authority())
