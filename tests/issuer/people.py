"""Who can sign in at the issuer of the tests."""

from typing import Any

PEOPLE: dict[str, dict[str, Any]] = {
    "an": {
        "sub": "sub-an",
        "given_name": "An",
        "family_name": "De Smet",
        "vo_id": "11111111-aaaa-4aaa-8aaa-000000000001",
        "vo_doelgroepcode": "GID",
        "vo_orgcode": "OVO001001",
        "vo_orgnaam": "Agentschap Voorbeeld",
    },
    # Several capacities: a code for each.
    "bram": {
        "sub": "sub-bram",
        "given_name": "Bram",
        "family_name": "Peeters",
        "vo_id": "11111111-aaaa-4aaa-8aaa-000000000002",
        "vo_doelgroepcode": "GID",
        "vo_orgcode": ["OVO001001", "OVO001002"],
        "vo_orgnaam": ["Agentschap Voorbeeld", "Departement Voorbeeld"],
    },
    # Whose provider says more than was asked, the national number among it.
    "carla": {
        "sub": "sub-carla",
        "given_name": "Carla",
        "family_name": "Wouters",
        "vo_id": "11111111-aaaa-4aaa-8aaa-000000000003",
        "vo_doelgroepcode": "EA",
        "rrn": "85073003328",
        "email": "carla.wouters@voorbeeld.test",
        "email_verified": True,
    },
    "dirk": {
        "sub": "sub-dirk",
        "given_name": "Dirk",
        "family_name": "Maes",
        "email": "dirk.maes@voorbeeld.test",
        "email_verified": False,
    },
    "els": {
        "sub": "sub-els",
        "given_name": "Els",
        "family_name": "Claes",
        "vo_id": "11111111-aaaa-4aaa-8aaa-000000000005",
        "email": "Els.Claes@voorbeeld.test",
        "email_verified": True,
    },
}
REFUSED = "geweigerd"  # whom the issuer itself does not let through
