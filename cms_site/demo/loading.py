"""Loads the demo, in order, in one transaction: all of it or nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

from cms_site.models import HomePage, LoadedDemo
from cms_site.operations import point_site_here, set_up_groups
from lms.common import clock
from lms.xapi.operations import make_credential

from .assigning import load_assigning
from .courses import load_courses
from .history import TRAINER, load_history, opening
from .indexing import indexed_at_the_end
from .laws import load_laws
from .organisation import load_organisation, load_terms
from .pages import load_pages, load_signpost
from .people import load_people
from .privacy import load_processings, load_request
from .questions import load_questions
from .scenarios import load_scenarios
from .sessions import load_held, load_sessions
from .surveys import load_survey
from .trajectory import load_trajectories

OURS = (
    *("accounts", "organisation", "messaging", "xapi", "learning", "content"),
    *("courses", "dilemmas", "certification", "reporting", "privacy", "api"),
    "cms_site",
)
TABLE = "cms_site_loadeddemo"


def is_loaded() -> bool:
    """Whether the demo content is there; it comes whole or not at all."""
    return _has_tables() and LoadedDemo.objects.exists()


def is_untouched() -> bool:
    """Whether nothing stands here but what migrating puts there."""
    if not connection.introspection.table_names():
        return True
    return _has_tables() and not any(
        model._default_manager.exists()  # noqa: SLF001 (a name for every model's own)
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        if model is not HomePage
    )


def _has_tables() -> bool:
    """Whether this version migrated here; of another one, nothing can be known."""
    return TABLE in connection.introspection.table_names()


def load() -> None:
    """Everything: the offer first, then the people, then what they did."""
    with no_search_for_garbage(), indexed_at_the_end(), transaction.atomic():
        with clock.at(clock.start_of(opening())):
            load_terms()
            load_organisation()
            load_signpost()
            load_pages()
            load_processings()
            load_scenarios()
            load_questions()
            load_survey()
            load_courses()
            load_trajectories()
            set_up_groups()
            load_people()
        load_history()
        load_laws()
        load_sessions()
        load_held(trainer=TRAINER)
        load_assigning()
        load_request()
        make_credential("Demo", key="demo", secret="demo-secret")  # noqa: S106
        LoadedDemo.objects.create()


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
