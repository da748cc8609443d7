"""Settings that hold everywhere. What differs per place comes from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).resolve()
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")

# Identity in statements never follows the address of the server (design.md, data rules).
XAPI_HOME_PAGE = env.str("XAPI_HOME_PAGE", "https://integriteitscampus.example")

# Secrets of outside LRSs: a target names the variable, and never one of another name.
FORWARD_SECRETS = {
    name: value for name, value in os.environ.items() if name.startswith("FORWARD_")
}

INSTALLED_APPS = [
    "cms_site",
    "lms.api",
    "lms.privacy",
    "lms.reporting",
    "courses",
    "dilemmas",
    "certification",
    "lms.content",
    "lms.learning",
    "lms.xapi",
    "lms.messaging",
    "lms.organisation",
    "lms.accounts",
    "lms.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lms.xapi.lrs.middleware.Direct",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.accounts.middleware.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "lms.content.middleware.Redirects",
    "lms.content.middleware.KnownSite",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.content.context_processors.site_frame",
            ],
        },
    },
]

# SQLite as it was measured (design.md): WAL, write lock at BEGIN, patient, persistent.
# ATOMIC_REQUESTS stays off: it makes every read take the write lock.
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL plans a query of a connection once, and compiles none: that takes longer
    # than all that is asked here (docs/decisions/0037).
    # What the URL asks (``?sslmode=verify-full``) stays.
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c jit=off",
        "server_side_binding": True,
        "prepare_threshold": 3,
        **DATABASES["default"].get("OPTIONS", {}),
    }
# "default" counts attempts, for all processes together in production; what is looked up
# at every request stays in the memory of each (docs/decisions/0010).
_memory = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 2000},
}
CACHES = {
    "default": _memory | {"LOCATION": "default"},
    "local": _memory | {"LOCATION": "local"},
    "renditions": _memory | {"LOCATION": "renditions"},  # Wagtail's
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn-leren/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# How many proxies of ours a request passes: whose X-Forwarded-For to believe. None, by
# default: anybody can write that header.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
ACCOUNT_ADAPTER = "lms.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "lms.accounts.forms.SignupForm"}

# A second factor and passkeys (docs/sign-in.md)
MFA_ADAPTER = "lms.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "activate_totp": "lms.accounts.forms.ActivateAppForm",
    "authenticate": "lms.accounts.forms.CodeForm",
    "reauthenticate": "lms.accounts.forms.CodeAgainForm",
    "add_webauthn": "lms.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "lms.accounts.forms.RenamePasskeyForm",
}
MFA_TOTP_ISSUER = "Integriteitscampus"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ
# Whether administrators, HR and data protection officers must have one.
SECOND_FACTOR_REQUIRED = False

# The sign-in of an organisation, in the shape of ACM/IDM (docs/sign-in.md); none when no
# issuer is named.
SOCIALACCOUNT_ADAPTER = "lms.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = (
    "none"  # what the issuer does not vouch for is not taken
)
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_ISSUER = env.str("OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_SCOPES: list[str] = env.str("OIDC_SCOPES", "openid profile vo").split()
OIDC_NAME = env.str("OIDC_NAME", "ACM/IDM")
OIDC_GROUPS: list[str] = env.list("OIDC_GROUPS", [])

# Language and time: Dutch first; stored in UTC, shown in Brussels.

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]

# The keys that seal certificates (docs/certificates.md): files or folders of files, or
# one PEM text as a secret of the environment; the password of those that have one.
SEALING_KEYS: list[str] = env.list("SEALING_KEYS", [])
SEALING_KEY = env.str("SEALING_KEY", "")
SEALING_PASSWORD = env.str("SEALING_PASSWORD", "")
SEALING_DEMO_KEY = False  # whether one is made when there is none

# Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"  # no address serves what is in it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "lms.common.private.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "lms.common.uploads.BoundedBySender",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail goes through the outbox of lms.messaging; the demo delivers nowhere else.

EMAIL_URL = env.dj_email_url("EMAIL_URL", "dummymail://")
EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
DELIVERY_EMAIL_BACKEND = EMAIL_URL.get(
    "EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"
)
if DELIVERY_EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    DELIVERY_EMAIL_BACKEND = "lms.messaging.smtp.PatientEmailBackend"
EMAIL_HOST = EMAIL_URL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = EMAIL_URL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL_URL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL_URL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL_URL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL_URL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
_host = urlsplit(BASE_URL).hostname or "localhost"
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", f"Integriteitscampus <noreply@{_host}>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Who answers what visitors write through the contact page.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", f"contact@{_host}")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Wagtail

# For how many seconds a process relies on what it knows: the site and its first page,
# what the navigation shows to a person, the names of terms and roles.
SITE_KNOWN_FOR = 60
WAGTAIL_SITE_NAME = "Integriteitscampus"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "/beheer/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Who may approve was given that by the workflow; publishing is what approving means.
WAGTAIL_FINISH_WORKFLOW_ACTION = "lms.content.approving.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Password and address change through allauth alone, which confirms and limits.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "content.CampusImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "key",
    "md",
    "odt",
    "pdf",
    "pptx",
    "rtf",
    "txt",
    "xlsx",
    "zip",
]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # an embed is a third-party request
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "dutch",
    }
}

# Security that holds everywhere

X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame of its own
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
# A licensed font, for an organisation that is entitled to it: its style sheet's address.
VL_FONT_URL = env.str("VL_FONT_URL", "")
_font_origin = ["{0.scheme}://{0.netloc}".format(urlsplit(VL_FONT_URL))] * bool(
    VL_FONT_URL
)
CSRF_FAILURE_VIEW = "lms.content.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/beheer/"],  # Wagtail's admin uses inline scripts
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "style-src": ["'self'", *_font_origin],
        "font-src": ["'self'", *_font_origin],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_codes": {"()": "lms.common.logs.WithoutCodes"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["without_codes"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
