"""What certification refuses, in sentences that the person who asked may read."""

from django.core.exceptions import ValidationError


class CertificationError(Exception):
    """A refusal with a message for the person who asked."""


class NotEarned(CertificationError):
    """The evidence does not meet the requirements, or no certificate goes with them."""


class Nameless(NotEarned):
    """The account has no name to print on a certificate."""


class NotPublishable(ValidationError):
    """A trajectory whose requirements cannot be met as they stand.

    A ``ValidationError``, so that the admin tells it to whoever published.
    """


class Erased(CertificationError):
    """The personal data of a certificate are gone, so it can no longer be rendered."""
