"""What the organisation refuses, in sentences for who asked."""


class OrganisationError(Exception):
    """A refusal with a message for the person who asked."""


class Circle(OrganisationError):
    """An entity would come to lie under itself, or succeed itself."""


class WrongDay(OrganisationError):
    """The day cannot be: it comes before the beginning, or is still to come."""


class UnreadableFile(OrganisationError):
    """A file holds no list of people that we can read."""
