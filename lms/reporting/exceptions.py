"""What reporting refuses, in sentences that the person who asked may read."""


class ReportingError(Exception):
    """A refusal with a message for the person who asked."""


class NotHr(ReportingError):
    """The viewer is HR-verantwoordelijke of no entity today."""


class Refused(ReportingError):
    """What was asked cannot be done now; the message says why."""


class NotManager(ReportingError):
    """The viewer is leidinggevende of no entity today."""


class NotYet(ReportingError):
    """The peildatum lies in the future: nothing was recorded before its end."""


class NameTaken(ReportingError):
    """The owner has another saved report of that name."""


class NotYourEntity(ReportingError):
    """A report is shared with HR of an entity in the own scope, or with nobody."""


class NotCoordinator(ReportingError):
    """Coverage of all entities is for the coordinators of integrity."""
