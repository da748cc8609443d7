"""Production: everything that differs comes from the environment, nothing has a lenient default."""

from .base import *  # noqa: F403
from .base import BASE_URL, CACHES, DATA_DIR, STORAGES, env

DEBUG = False
DEMO = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])  # older ones
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Without a mail server mails wait in the outbox, and go out once there is one.
if not env.str("EMAIL_URL", ""):
    DELIVERY_EMAIL_BACKEND = "lms.messaging.backends.NoMailServer"

# Limits hold for all workers together. Several machines need a cache that they share.
CACHES["default"] = env.dj_cache_url(
    "CACHE_URL", f"file://{DATA_DIR / 'cache'}?max_entries=5000"
)

STORAGES = {
    **STORAGES,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# A plain-http BASE_URL is a trial on one machine; everything else is behind TLS.
_tls = BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _tls else None
SECURE_SSL_REDIRECT = _tls
SECURE_HSTS_SECONDS = 31_536_000 if _tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _tls
SECURE_HSTS_PRELOAD = _tls
SESSION_COOKIE_SECURE = _tls
CSRF_COOKIE_SECURE = _tls
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", _tls)

# X_FRAME_OPTIONS is SAMEORIGIN on purpose (base.py).
SILENCED_SYSTEM_CHECKS = ["security.W019"]
