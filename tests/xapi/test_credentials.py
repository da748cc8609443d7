"""Who may ask: keys, hashed secrets, scopes, one store."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from lms.xapi.enums import Scope, Store
from lms.xapi.exceptions import CredentialExists
from lms.xapi.models import Credential
from lms.xapi.operations import hash_of, make_credential, revoke_credential

pytestmark = pytest.mark.django_db


def test_a_credential_gets_a_random_key_and_a_secret_of_256_bits():
    first, second = make_credential("een"), make_credential("twee")

    assert first.credential.key != second.credential.key
    assert first.secret != second.secret
    assert len(first.secret) >= 43
    assert first.credential.scopes == ["all"]
    assert first.credential.store == Store.RECORD


def test_the_secret_is_nowhere_in_the_database():
    made = make_credential("een")

    stored = Credential.objects.values().get()
    assert stored["secret_hash"] == hash_of(made.secret)
    assert made.secret not in str(stored)


def test_the_same_one_again_is_the_one_that_exists():
    given = {"key": "demo", "secret": "demo-secret"}
    first = make_credential("Demo", **given)

    again = make_credential("Demo", **given)

    assert again.credential == first.credential


@pytest.mark.parametrize(
    "change",
    [
        {"secret": "another"},
        {"scopes": [Scope.STATEMENTS_READ]},
        {"store": Store.REFLECTION},
    ],
)
def test_a_key_is_not_given_twice(change):
    given = {"key": "demo", "secret": "demo-secret"}
    make_credential("Demo", **given)

    with pytest.raises(CredentialExists):
        make_credential("Demo", **(given | change))


def test_a_revoked_key_does_not_come_back():
    made = make_credential("Demo", key="demo", secret="demo-secret")
    revoke_credential(made.credential.pk)

    with pytest.raises(CredentialExists):
        make_credential("Demo", key="demo", secret="demo-secret")


def test_a_credential_needs_a_scope():
    with pytest.raises(ValueError, match="scope"):
        make_credential("Demo", scopes=[])


def test_revoking_is_once_and_for_good():
    made = make_credential("Demo")

    first = revoke_credential(made.credential.pk)
    second = revoke_credential(made.credential.pk)

    assert not first.active
    assert first.revoked_at == second.revoked_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.update(active=True)


def test_the_command_shows_key_and_secret_once():
    out = StringIO()

    call_command(
        "lrs_credential",
        "Lezer",
        "--scopes",
        "statements/read",
        "profile",
        "--store",
        "reflection",
        stdout=out,
    )

    made = Credential.objects.get()
    lines = dict(line.split(": ", 1) for line in out.getvalue().splitlines())
    assert made.name == "Lezer"
    assert made.store == Store.REFLECTION
    assert made.scopes == ["profile", "statements/read"]
    assert lines["key"].strip() == made.key
    assert hash_of(lines["secret"].strip()) == made.secret_hash


def test_the_command_refuses_an_unknown_scope():
    with pytest.raises(CommandError, match="scope"):
        call_command("lrs_credential", "Lezer", "--scopes", "everything")
