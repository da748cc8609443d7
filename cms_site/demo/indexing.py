"""Search and references, indexed once after a load instead of at every save."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_delete, post_save
from modelsearch import index
from modelsearch.signal_handlers import (
    post_delete_signal_handler,
    post_save_signal_handler,
)
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def unsearched() -> Iterator[None]:
    """Leave the search index alone: what is saved meanwhile is not in it."""
    models = list(index.get_indexed_models())
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_delete.disconnect(post_delete_signal_handler, sender=model)
    try:
        yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
            post_delete.connect(post_delete_signal_handler, sender=model)


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Leave both indexes alone while loading, then build them whole."""
    with unsearched(), disable_reference_index_auto_update():
        yield
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
