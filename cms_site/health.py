"""Whether what the product leans on answers."""

import logging
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from lms.common.tasks import queue_answers

logger = logging.getLogger(__name__)

PROBE = "healthz"


def check() -> dict[str, bool]:
    """Database, storage and task queue: whether each answers."""
    parts = {"database": _database, "storage": _storage, "tasks": queue_answers}
    return {name: _answers(name, ask) for name, ask in parts.items()}


def _answers(name: str, ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except Exception:
        # Whatever goes wrong in there, this is the place that says so.
        logger.exception("%s does not answer.", name)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _storage() -> bool:
    """Reads a file of ours back, after writing it the first time."""
    if not default_storage.exists(PROBE):
        default_storage.save(PROBE, ContentFile(b"ok"))
    with default_storage.open(PROBE) as file:
        return bool(file.read() == b"ok")
