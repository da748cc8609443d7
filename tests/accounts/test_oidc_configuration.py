"""What an issuer may be told to be: what cannot work stops the start, and says so."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.accounts.oidc import configuration


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OIDC_SCOPES", ["openid", "vo", "rrn"], "rrn"),
        ("OIDC_SCOPES", ["profile"], "openid"),
        ("OIDC_CLIENT_SECRET", "", "OIDC_CLIENT_SECRET"),
        ("OIDC_ISSUER", "http://elders.example", "https"),
        ("OIDC_ISSUER", f"https://elders.example/{'x' * 200}", "200"),
        ("OIDC_GROUPS", ["vo_doelgroepcode=GID"], "claim=value:group"),
        ("OIDC_GROUPS", ["vo_doelgroepcode=GID:baas"], "baas"),
    ],
)
def test_what_cannot_work_or_may_not_be_asked_stops_the_start(
    issuer, settings, name, value, told
):
    setattr(settings, name, value)

    with pytest.raises(ImproperlyConfigured, match=told):
        configuration.verify()
