"""The upgrade of tests/certification/test_upgrading.py, with 5,000 certificates."""

import time

import pytest

from tests.certification.test_upgrading import (
    forward_again,
    upgrade_and_delete_everything,
)
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

__all__ = ["forward_again"]
CERTIFICATES = 5_000


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_with_five_thousand_certificates(
    forward_again, client, mailoutbox, report
):
    certificates, begin = times(CERTIFICATES), time.monotonic()

    upgrade_and_delete_everything(certificates, client, mailoutbox)

    passed = time.monotonic() - begin
    report(f"{certificates} certificates upgraded and outlived all: {passed:.0f} s")
