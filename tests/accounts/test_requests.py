"""Who a request comes from, and limits that hold for all of it."""

import subprocess
import sys

import pytest
from django.core.exceptions import PermissionDenied

from lms.accounts.requests import client_address
from tests.test_settings import ROOT, environment_of_production


@pytest.fixture
def asked(rf):
    def ask(forwarded="", **extra):
        headers = {"x-forwarded-for": forwarded} if forwarded else {}
        return rf.get("/", headers=headers, **extra)

    return ask


def test_nobody_is_believed_about_who_they_are_without_a_proxy(asked):
    request = asked("203.0.113.9", REMOTE_ADDR="192.0.2.1")

    assert client_address(request) == "192.0.2.1"


def test_behind_a_proxy_it_is_who_the_proxy_saw(asked, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert client_address(asked("203.0.113.9, 192.0.2.1")) == "192.0.2.1"
    assert client_address(asked(REMOTE_ADDR="192.0.2.5")) == "192.0.2.5"


def test_one_home_has_one_address(asked):
    first = client_address(asked(REMOTE_ADDR="2001:db8:1:2:aaaa::1"))

    assert first == client_address(asked(REMOTE_ADDR="2001:db8:1:2:bbbb::2"))
    assert first != client_address(asked(REMOTE_ADDR="2001:db8:1:3::1"))


def test_who_comes_from_nowhere_is_refused(asked):
    with pytest.raises(PermissionDenied):
        client_address(asked(REMOTE_ADDR=""))


def test_in_production_the_workers_count_together(tmp_path):
    def worker(code):
        done = subprocess.run(
            [sys.executable, "-c", f"from django.core.cache import cache\n{code}"],
            cwd=ROOT,
            env=environment_of_production(tmp_path),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    worker("cache.add('misses', 1, 60)")

    assert worker("print(cache.incr('misses'))") == "2"
