"""Forms of the admin for pages of this app."""

from wagtail.admin.forms.pages import WagtailAdminPageForm


class CheckedPageForm(WagtailAdminPageForm):
    """Publishing is refused here, in words, while nothing that was typed is lost."""

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.data.get("action-publish"):
            for sentence in self.instance.obstacles():
                self.add_error(None, sentence)
        return not self.errors
