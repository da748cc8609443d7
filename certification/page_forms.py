"""The form of a trajectory in the editor: what would block it is said before it is saved.

A draft may be unfinished; what blocks is asked for when it is to be published.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from lms.learning.models import Containment, LearningActivity

from . import wording
from .enums import GroupRule
from .refresher import plans_in
from .way import Plan

PUBLISHES = {"action-publish", "action-submit", "action-restart-workflow"}

GroupOf = tuple[str, Sequence[LearningActivity], int | None]


def obstacles(key: UUID | None, groups: Sequence[GroupOf]) -> list[str]:
    """Why nobody could complete a trajectory with these groups, in sentences.

    ``groups``: title, activities, and at least how many (nothing: all of them).
    """
    if not groups:
        return [_("Add at least one group of activities.")]
    found = [text for group in groups for text in _obstacles_in(*group)]
    chosen = [
        activity for _title, activities, _minimum in groups for activity in activities
    ]
    if key and _leads_back_to(key, chosen):
        found.append(_("This trajectory would come to require itself."))
    return found


def renewal_obstacles(key: UUID | None, plans: Sequence[Plan]) -> list[str]:
    """Why nobody could renew with these groups; none is fine: then it is the whole again."""
    groups = [(plan.title, plan.activities, plan.minimum) for plan in plans]
    return obstacles(key, groups) if groups else []


def _leads_back_to(key: UUID, chosen: Sequence[LearningActivity]) -> bool:
    return (
        any(activity.key == key for activity in chosen)
        or Containment.objects.filter(
            container__in=[activity.pk for activity in chosen], activity__key=key
        ).exists()
    )


def _obstacles_in(
    title: str, activities: Sequence[LearningActivity], minimum: int | None
) -> list[str]:
    found = [
        _("“%(activity)s” in “%(group)s” is not published.")
        % {"activity": activity.title, "group": title}
        for activity in activities
        if not activity.is_offered
    ]
    if not activities:
        found.append(_("Add at least one activity to “%(group)s”.") % {"group": title})
    elif minimum is not None and minimum > len(set(activities)):
        found.append(
            _("“%(group)s” asks for %(minimum)s activities and holds %(count)s.")
            % {"group": title, "minimum": minimum, "count": len(set(activities))}
        )
    elif len(set(activities)) < len(activities):
        found.append(_("“%(group)s” names an activity twice.") % {"group": title})
    return found


class TrajectoryPageForm(WagtailAdminPageForm):
    """Checks the text of the certificate, and the tree when it is to be published."""

    def clean_certificate_text(self) -> str:
        text: str = self.cleaned_data["certificate_text"]
        if wrong := wording.problems(text):
            self.add_error(
                "certificate_text",
                _("These cannot be filled in: %(names)s. Use only: %(known)s.")
                % {
                    "names": ", ".join(wrong),
                    "known": " ".join("{" + name + "}" for name in wording.FIELDS),
                },
            )
        return text

    def is_valid(self) -> bool:
        """Formsets are validated after the form, so the tree is looked at last."""
        if not super().is_valid():
            return False
        for form in self._kept("groups", self):
            if self._lacks_its_number(form.cleaned_data):
                form.add_error("minimum", _("Say at least how many."))
                return False
        if PUBLISHES & set(self.data):
            key = self.instance.translation_key if self.instance.pk else None
            for text in obstacles(key, self._groups()):
                self.add_error(None, text)
            renewal = plans_in(self.cleaned_data.get("refresher") or ())
            for text in renewal_obstacles(key, renewal):
                self.add_error(None, text)
        return not self.errors

    @staticmethod
    def _lacks_its_number(data: dict[str, Any]) -> bool:
        return data.get("rule") == GroupRule.AT_LEAST and not data.get("minimum")

    def _groups(self) -> list[GroupOf]:
        return [
            (
                group.cleaned_data["title"],
                [
                    item.cleaned_data["activity"]
                    for item in self._kept("items", group)
                    if item.cleaned_data.get("activity")
                ],
                group.cleaned_data.get("minimum")
                if group.cleaned_data.get("rule") == GroupRule.AT_LEAST
                else None,
            )
            for group in self._kept("groups", self)
        ]

    @staticmethod
    def _kept(name: str, form: Any) -> list[Any]:
        formset = form.formsets[name]
        kept = [
            child
            for child in formset.forms
            if child.cleaned_data and not child.cleaned_data.get("DELETE")
        ]
        return sorted(kept, key=lambda child: child.cleaned_data.get("ORDER") or 0)
