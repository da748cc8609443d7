"""What reporting refuses, in sentences that the person who asked may read."""


class ReportingError(Exception):
    """A refusal with a message for the person who asked."""


class NotHr(ReportingError):
    """The viewer is HR-verantwoordelijke of no entity today."""


class Refused(ReportingError):
    """What was asked cannot be done now; the message says why."""


class NotYet(ReportingError):
    """The peildatum lies in the future: nothing was recorded before its end."""
