"""What can go wrong in the statement store."""

from uuid import UUID


class XapiError(Exception):
    """Any refusal of the statement store."""


class NotInTransaction(XapiError):
    """A statement was recorded outside a transaction, so apart from what it is about."""


class StatementConflict(XapiError):
    """This id is taken by a statement that says something else, or stands elsewhere."""

    def __init__(self, statement_id: UUID) -> None:
        self.statement_id = statement_id
        super().__init__(f"Another statement has the id {statement_id} already.")


class AppendOnlyViolation(XapiError):
    """A stored statement was about to be changed or deleted."""


class CredentialExists(XapiError):
    """A credential with this key exists and says something else."""


class OutOfBounds(XapiError):
    """A credential that was lent to a browser asks for what is not the learner's (403)."""


class DocumentError(XapiError):
    """A document was not stored, changed or deleted; the message says why."""


class DocumentConflict(DocumentError):
    """A document was about to be replaced unseen (409; part three, 3.1)."""


class PreconditionMissing(DocumentError):
    """A profile was put without saying what its writer believes is there (400)."""


class PreconditionFailed(DocumentError):
    """What is there is not what the writer believes is there (412; part three, 3.1)."""


class NotJson(DocumentError):
    """A document says that it is JSON, and is not (400; part three, 2.2)."""


class NotMergeable(DocumentError):
    """One of two documents is no JSON object (400; part three, 2.2)."""


class DocumentTooLarge(DocumentError):
    """A document, or what a merge makes of it, is larger than we keep (413)."""


class TargetIsOn(XapiError):
    """What an outside LRS gets, and where it is, changes only while it is off."""


class NoAgreement(XapiError):
    """An outside LRS gets data only under an agreement that is recorded."""
