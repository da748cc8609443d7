"""The one door through which our own code writes statements.

``record`` belongs in the operation that changes what the statement is about, inside its
transaction: both happen, or neither. It holds the sequence of its store until commit,
so on PostgreSQL it makes other writers of statements wait: call it last, after every
other lock is taken.
"""

from .authority import our_authority
from .enums import Store
from .statements import InvalidJson, InvalidStatement, Problem, Statement, check, parse
from .statements.texts import as_text
from .storing import Candidate, prepare, write

__all__ = ["Store", "record"]


def record(*statements: Statement, store: Store = Store.RECORD) -> None:
    """Store statements in the caller's transaction, in this order.

    A statement whose id and content are known already changes nothing, so a replay is
    safe. The number of queries does not depend on the number of statements, but for those
    that refer to others or are referred to: each of them takes some more.

    Raises ``NotInTransaction`` outside a transaction, ``StatementConflict`` for an id that
    is known with another content or in the other store, and ``InvalidStatement`` for what
    the specification refuses. Nothing is stored then.
    """
    write(map(_candidate, statements), store)


def _candidate(statement: Statement) -> Candidate:
    built = statement.to_json()
    try:
        content = parse(as_text(built).encode("utf-8", "surrogatepass"))
    except InvalidJson as error:
        raise InvalidStatement([Problem("$", str(error))]) from error
    check(content)
    return prepare(content, authority=our_authority())
