import pytest
from django.core.cache import cache

from tests.factories.site import a_site


@pytest.fixture
def site(db):
    """Home and catalogue; caches of an earlier site forgotten."""
    cache.clear()
    return a_site()
