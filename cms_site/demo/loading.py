"""Loads the demo, in order, in one transaction: all of it or nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from cms_site.models import HomePage
from lms.common import clock
from lms.xapi.operations import make_credential

from .courses import load_courses
from .groups import load_groups
from .history import load_history, opening
from .indexing import indexed_at_the_end
from .organisation import load_organisation, load_terms
from .pages import load_pages, load_signpost, point_site_here
from .people import load_people
from .scenarios import load_scenarios
from .trajectory import load_trajectory


def is_loaded() -> bool:
    """Whether the demo content is there; it comes whole or not at all."""
    return HomePage.objects.exists()


def load() -> None:
    """Everything: the offer first, then the people, then what they did."""
    with no_search_for_garbage(), indexed_at_the_end(), transaction.atomic():
        with clock.at(clock.start_of(opening())):
            load_terms()
            load_organisation()
            load_signpost()
            load_pages()
            load_scenarios()
            load_courses()
            load_trajectory()
            load_groups()
            load_people()
        load_history()
        make_credential("Demo", key="demo", secret="demo-secret")  # noqa: S106


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Objects of a load are many, short-lived and hardly ever in a circle.

    Looking for circles among them takes a sixth of the time and frees next to nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep_in_step() -> None:
    """What a second run still does: have the site follow its address."""
    point_site_here()
