"""Who reads our log opens no certificate with it."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

CODE = "7K3M-9QXT-2BCD-EFGH"


@pytest.fixture
def written():
    """What the handler of the settings writes of a warning about a request."""
    configurator = logging.config.DictConfigurator(settings.LOGGING)
    handler = settings.LOGGING["handlers"]["console"]
    stream = logging.StreamHandler(io.StringIO())
    for name in handler["filters"]:
        kind = settings.LOGGING["filters"][name]["()"]
        stream.addFilter(configurator.resolve(kind)())

    def write(message, *args):
        stream.handle(
            logging.LogRecord(
                "django.request", logging.WARNING, "", 0, message, args, None
            )
        )
        return stream.stream.getvalue()

    return write


def test_a_refused_check_is_logged_without_its_code(written):
    line = written("%s: %s", "Bad Request", f"/certificaten/{CODE}/?op=morgen")

    assert line == "Bad Request: /certificaten/…/?op=morgen\n"


def test_the_rest_is_logged_as_it_is(written):
    assert written("%s: %s", "Not Found", "/aanbod/x/") == "Not Found: /aanbod/x/\n"
    assert written("Mail waits (%d)", 3).endswith("Mail waits (3)\n")
