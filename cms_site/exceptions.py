"""What the site refuses, in sentences that a visitor may read."""


class TooManyMessages(Exception):
    """More messages from one place than a person writes."""
