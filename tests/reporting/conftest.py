import pytest

from .people import TODAY, Agency, an_agency, on


@pytest.fixture
def here() -> Agency:
    return an_agency("TEST-A", name="Agentschap Wegwijzers")


@pytest.fixture
def there() -> Agency:
    return an_agency("TEST-B", name="Agentschap Duinen en Bossen")


@pytest.fixture
def today():
    """Noon in Brussels on a fixed day, for the whole test."""
    with on(TODAY):
        yield TODAY
