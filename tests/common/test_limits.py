"""A limit lasts as long as it says, whatever the cache, and then begins anew."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from lms.common import clock, limits

CACHES = {
    "of memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "of files, as in production": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache"
    },
}


@pytest.fixture(params=CACHES, autouse=True)
def any_cache(request, settings, tmp_path):
    kind = CACHES[request.param]
    settings.CACHES = settings.CACHES | {"default": kind | {"LOCATION": str(tmp_path)}}
    yield
    cache.clear()


def test_a_count_is_forgotten_after_its_time_however_often_it_rose():
    begin = clock.now()
    for second in (0, 250, 500, 599):
        with clock.at(begin + timedelta(seconds=second)):
            limits.count("wie", within=600)

    with clock.at(begin + timedelta(seconds=599)):
        assert limits.so_far("wie") == 4
    with clock.at(begin + timedelta(seconds=600)):
        assert limits.so_far("wie") == 0
        assert limits.count("wie", within=600) == 1
