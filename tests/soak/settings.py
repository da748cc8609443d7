"""The settings of production; nothing has to be collected and compressed first."""

from lms.settings.production import *  # noqa: F403
from lms.settings.production import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
