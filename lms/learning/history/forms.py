"""The form that takes a list of completions."""

from lms.organisation.forms.importing import FileForm

from .lines import lines_of


class HistoryForm(FileForm):
    """A file."""

    lines_of = staticmethod(lines_of)
