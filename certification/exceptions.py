"""What certification refuses, in sentences that the person who asked may read."""


class CertificationError(Exception):
    """A refusal with a message for the person who asked."""


class NotEarned(CertificationError):
    """The evidence does not meet the requirements, or no certificate goes with them."""


class Nameless(NotEarned):
    """The account has no name to print on a certificate."""


class NotRenewable(CertificationError):
    """There is no certificate to renew, or not yet."""


class Erased(CertificationError):
    """The personal data of a certificate are gone, so it can no longer be rendered."""
