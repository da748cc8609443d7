"""The tests: SQLite unless DATABASE_URL says PostgreSQL; tasks run at once, mail stays inside."""

from .base import *  # noqa: F403
from .base import DATABASES, env

DEBUG = False
DEMO = False
SEALING_DEMO_KEY = True
SECRET_KEY = "a-key-for-the-tests-alone-0123456789-0123456789-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and processes of the races share it.
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("TEST_DATABASE", None),
    }
SITE_KNOWN_FOR = 0  # every test has a site of its own
