"""Why somebody is not let in."""


class SignInRefused(Exception):
    """The issuer knows this person and we do not let them in; its text says why."""
