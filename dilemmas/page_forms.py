"""Forms of the admin for a scenario page and for what stands on it. Scenes have an editor of their own."""

from typing import Any

from django.forms.widgets import Script
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from .graph import check
from .wording import sentences


class KeyedForm(WagtailAdminModelForm):
    """A child that is known by its key, also before it has a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.required = False
            if "__prefix__" in (self.prefix or ""):
                self.initial["key"] = ""  # the pattern of new ones: each gets its own

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or self.instance.key

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Tell a form that saved itself the key of what it added, so that it adds it once."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        if "key" in self.fields and not self.data.get(self.add_prefix("key")):
            updates.append((self.add_prefix("key"), str(self.instance.key)))
        return updates


class ScenarioPageForm(WagtailAdminPageForm):
    """A scenario. Publishing is refused here, in words, when the checks find a fault."""

    class Media:
        js = (Script("dilemmas/page_form.js", type="module"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        if page.pk:
            page.drafted_on = page.latest_revision_id, page.latest_revision_created_at

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.data.get("action-publish") and "values" in self.fields:
            story = self.instance.story_in(self._content())
            for sentence in sentences(check(story), story):
                self.add_error(None, sentence)
        return not self.errors

    def _content(self) -> dict[str, Any]:
        """The draft with what the form sends and the instance does not have yet."""
        content: dict[str, Any] = {
            **self.instance.draft_content,
            "values": [value.pk for value in self.cleaned_data["values"]],
        }
        if flags := self.formsets.get("flags"):
            content["flags"] = [form.cleaned_data for form in flags.ordered_forms]
        return content
