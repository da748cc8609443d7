"""What completes a course, in words; nothing where every lesson does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from courses.outline import Outline, Step


def what_completes(outline: Outline) -> str:
    """How many of its lessons complete a course, for who reads its page or a lesson."""
    counting, asked = outline.counting, outline.asked
    optional = len(outline.steps) - counting
    numbers = {"asked": asked, "count": counting, "optional": optional}
    if asked < counting:
        if optional:
            return (
                _(
                    "Complete %(asked)s of the %(count)s lessons that count. The others "
                    "are optional."
                )
                % numbers
            )
        return (
            _("Complete %(asked)s of the %(count)s lessons: you choose which.")
            % numbers
        )
    if optional:
        return (
            ngettext(
                "You may skip %(optional)s lesson: it is optional. You complete the others.",
                "You may skip %(optional)s lessons: these are optional. You complete the others.",
                optional,
            )
            % numbers
        )
    return ""


def of_this_lesson(step: Step | None) -> str:
    """What a lesson that does not count says of that."""
    if step is None or step.counts:
        return ""
    return _("This lesson is optional: the course does without.")
