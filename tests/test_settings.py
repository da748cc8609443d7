"""What production makes of its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


def environment_of_production(tmp_path, **environment):
    """All that production needs, completed or contradicted by what is given."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return (
        env
        | {
            "DJANGO_SETTINGS_MODULE": "lms.settings.production",
            "DATA_DIR": str(tmp_path),
            "SECRET_KEY": "a-key-for-one-test",
            "ALLOWED_HOSTS": "campus.example",
            "BASE_URL": "https://campus.example",
            "EMAIL_URL": "dummymail://",
        }
        | environment
    )


def production(tmp_path, *names, **environment):
    """Production's settings of these names; a failure raises with what was printed."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *names],
        cwd=ROOT,
        env=environment_of_production(tmp_path, **environment),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def test_without_a_mail_server_production_starts_and_mail_waits(tmp_path):
    found = production(tmp_path, "DELIVERY_EMAIL_BACKEND", EMAIL_URL="")

    assert found["DELIVERY_EMAIL_BACKEND"] == "lms.messaging.backends.NoMailServer"


def test_mail_over_tls_from_the_first_byte_and_after_starttls(tmp_path):
    names = ("EMAIL_USE_SSL", "EMAIL_USE_TLS", "EMAIL_PORT")

    assert production(
        tmp_path, *names, EMAIL_URL="smtp://u:p@mail.example:465/?ssl=True"
    ) == {"EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False, "EMAIL_PORT": 465}
    assert production(tmp_path, *names, EMAIL_URL="submission://u:p@mail.example") == {
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
        "EMAIL_PORT": 587,
    }


def test_mail_comes_from_the_address_of_the_site_unless_told_otherwise(tmp_path):
    names = ("DEFAULT_FROM_EMAIL", "CONTACT_EMAIL")

    assert production(tmp_path, *names) == {
        "DEFAULT_FROM_EMAIL": "Integriteitscampus <noreply@campus.example>",
        "CONTACT_EMAIL": "contact@campus.example",
    }
    told = {
        "DEFAULT_FROM_EMAIL": "Campus <campus@overheid.example>",
        "CONTACT_EMAIL": "vraag@overheid.example",
    }
    assert production(tmp_path, *names, **told) == told


def test_the_secrets_of_outside_lrss_are_those_whose_name_says_so(tmp_path):
    found = production(tmp_path, "FORWARD_SECRETS", FORWARD_ANALYSIS="x", OTHER="y")

    assert found["FORWARD_SECRETS"] == {"FORWARD_ANALYSIS": "x"}


def test_a_second_factor_is_required_behind_tls_unless_somebody_says_no(tmp_path):
    def required(**environment):
        name = "SECOND_FACTOR_REQUIRED"
        return production(tmp_path, name, **environment)[name]

    assert required() is True
    assert required(SECOND_FACTOR_REQUIRED="0") is False
    assert required(BASE_URL="http://127.0.0.1:8000") is False
    assert required(BASE_URL="http://127.0.0.1:8000", SECOND_FACTOR_REQUIRED="1")


def test_nothing_starts_that_would_ask_for_the_national_number(tmp_path):
    issuer = {
        "OIDC_ISSUER": "https://authenticatie.example/op",
        "OIDC_CLIENT_ID": "campus",
        "OIDC_CLIENT_SECRET": "secret",
        "OIDC_SCOPES": "openid profile vo rrn",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import lms.wsgi"],
        cwd=ROOT,
        env=environment_of_production(tmp_path, **issuer),
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode != 0
    assert "OIDC_SCOPES names rrn" in done.stderr


def test_what_the_url_of_postgresql_asks_is_asked(tmp_path):
    """Else ``sslmode=verify-full`` in it would be dropped, and nobody would see."""
    url = "postgres://u:p@db.example/campus?sslmode=verify-full"

    (found,) = production(tmp_path, "DATABASES", DATABASE_URL=url).values()

    assert found["default"]["OPTIONS"]["sslmode"] == "verify-full"
    assert found["default"]["OPTIONS"]["server_side_binding"] is True
