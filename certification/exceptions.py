"""What certification refuses, in sentences that the person who asked may read."""


class CertificationError(Exception):
    """A refusal with a message for the person who asked."""


class NotEarned(CertificationError):
    """The evidence does not meet the requirements, or no certificate goes with them."""


class Nameless(NotEarned):
    """The account has no name to print on a certificate."""


class NobodyToIssueFor(CertificationError):
    """A list to issue certificates for names nobody."""


class UnreadableList(CertificationError):
    """A file does not name people in a way that can be read."""


class NotRenewable(CertificationError):
    """There is no certificate to renew, or not yet."""


class Erased(CertificationError):
    """The personal data of a certificate are gone, so it can no longer be rendered."""


class NotThatDay(CertificationError):
    """A certificate cannot end on that day."""


class NotInForce(CertificationError):
    """The certificate was revoked or superseded already."""


class OwnCertificate(CertificationError):
    """Nobody replaces a certificate of their own."""


class NoSealingKey(CertificationError):
    """No key signs certificates now, and none is given out without a signature."""


class KeyTrouble(NoSealingKey):
    """A key that is configured cannot be read, or cannot sign."""
