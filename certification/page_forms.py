"""The form of a trajectory in the editor: what would block it is said before it is saved.

A draft may be unfinished; what blocks is asked for when it is to be published.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError

from . import wording
from .drafted import found_in, plans_in
from .findings import tell
from .plan import Plan

PUBLISHES = {"action-publish", "action-submit", "action-restart-workflow"}


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

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        validity = cleaned.get("validity_months")
        window = cleaned.get("renewal_months")
        if validity is not None and window is not None and window >= validity:
            self.add_error(
                "renewal_months",
                _(
                    "A certificate is valid for %(months)s months: the renewal window "
                    "has to be shorter. Else it could be renewed from its first day on."
                )
                % {"months": validity},
            )
        if PUBLISHES & set(self.data) and "requirements" in cleaned:
            plans = plans_in(cleaned["requirements"])
            self._ask_for(plans, "requirements")
            if renewal := plans_in(cleaned.get("refresher") or ()):
                self._ask_for(renewal, "refresher")
        return cleaned

    def _ask_for(self, plans: list[Plan], field: str) -> None:
        """Refuse groups that nobody could complete, at their field."""
        key = self.instance.translation_key if self.instance.pk else None
        told = tell(found_in(key, plans), plans)
        if blocking := [one.text for one in told if one.is_error]:
            error = StreamBlockValidationError(non_block_errors=blocking)
            self.add_error(field, error)
