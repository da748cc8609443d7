"""The record of processing, whom to write to, and one request that waits for a decision."""

from datetime import timedelta

from lms.accounts.models import User
from lms.common import clock
from lms.privacy import operations
from lms.privacy.models import PrivacySettings

from .reading import read


def load_processings() -> None:
    """What the page about privacy and the record of processing are made from."""
    data = read("privacy.toml")
    contacts = PrivacySettings.load()
    for name in ("controller", "controller_contact", "officer_contact", "complaint"):
        setattr(contacts, name, data[name])
    contacts.save()
    for processing in data["processings"]:
        operations.describe(by=None, **processing)


def load_request() -> None:
    """Somebody asked to be erased a few days ago."""
    asked = read("privacy.toml")["request"]
    person = User.objects.get(email=asked["email"])
    with clock.at(clock.now() - timedelta(days=asked["days_ago"])):
        operations.ask(person, reason=asked["reason"])
