"""Two lines of the admin menu: what trainers ask, and what learners wait for."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

# What registers with one of these hooks stands under its line.
ASKING = "register_courses_asking_menu_item"
FOLLOWING = "register_courses_following_menu_item"


def asking() -> SubmenuMenuItem:
    """The bank, its topics and the surveys."""
    return SubmenuMenuItem(
        _("Questions"),
        Menu(register_hook_name=ASKING),
        name="asking",
        icon_name="help",
        order=225,
    )


def following() -> SubmenuMenuItem:
    """Everything that somebody who learns waits for; hidden where there is none."""
    return SubmenuMenuItem(
        _("Following up"),
        Menu(register_hook_name=FOLLOWING),
        name="following-up",
        icon_name="tasks",
        order=226,
    )
