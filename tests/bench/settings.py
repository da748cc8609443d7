"""The settings of the demo, and the page that everything is compared with."""

from lms.settings.dev import *  # noqa: F403
from lms.settings.dev import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.floor"]
MIDDLEWARE = [
    "tests.bench.floor.middleware.KnownSiteButForTheFloor"
    if name == "lms.content.middleware.KnownSite"
    else name
    for name in MIDDLEWARE
]
