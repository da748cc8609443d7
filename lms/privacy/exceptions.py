"""What data protection refuses, in sentences that the person who asked may read."""


class PrivacyError(Exception):
    """A refusal with a message for the person who asked."""


class AlreadyDecided(PrivacyError):
    """Somebody decided about the request before."""


class OwnRequest(PrivacyError):
    """Nobody decides about their own request."""


class Indispensable(PrivacyError):
    """Without this person nobody could administer the platform, or protect its data."""


class WithoutAnswer(PrivacyError):
    """A refusal needs reasons."""


class UnknownKind(PrivacyError):
    """No app announced such a kind of record."""
