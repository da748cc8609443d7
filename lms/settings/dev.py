"""Development and the demo: SQLite, embedded task queue, everything on this machine."""

from .base import *  # noqa: F403
from .base import DATA_DIR, env

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str(
    "SECRET_KEY", "a-key-for-the-demo-alone-never-for-production-0123456789"
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
WHITENOISE_USE_FINDERS = True
DEMO = True
SEALING_DEMO_KEY = True

DATA_DIR.mkdir(parents=True, exist_ok=True)
