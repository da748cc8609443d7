"""Everything that changes entities, mandates and the people who hold them."""

from .entities import merge_entity, move_entity, rename_entity
from .importing import forget, go_on, import_people, order_run, receive_file, work
from .mandates import announce_change, end_mandate, give_mandate, mandates_from_claims

__all__ = [
    "announce_change",
    "end_mandate",
    "forget",
    "give_mandate",
    "go_on",
    "import_people",
    "mandates_from_claims",
    "merge_entity",
    "move_entity",
    "order_run",
    "receive_file",
    "rename_entity",
    "work",
]
