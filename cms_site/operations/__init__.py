"""Everything that changes the site around the learning."""

from .beginning import point_site_here, set_up, set_up_home
from .contact import send_message
from .groups import let_coordinators_write, let_trainers_write, set_up_groups
from .reading_over import have_read_over

__all__ = [
    "have_read_over",
    "let_coordinators_write",
    "let_trainers_write",
    "point_site_here",
    "send_message",
    "set_up",
    "set_up_groups",
    "set_up_home",
]
