"""The form that takes a file, and the one for people and mandates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.organisation.exceptions import UnreadableFile
from lms.organisation.importing.reading import lines_of
from lms.organisation.importing.tables import MOST_MEGABYTES
from lms.organisation.models import Entity


class FileForm(forms.Form):
    """A file to import; ``lines_of`` is what reads one of its kind."""

    lines_of: Callable[[IO[bytes]], Iterator[Any]]

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=_("File (CSV or Excel)"),
        help_text=_(
            "At most %(most)s MB. Nothing changes yet: you first see what would happen."
        )
        % {"most": MOST_MEGABYTES},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """What is no list that we can read is refused before anything is kept."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            next(self.lines_of(file), None)
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        file.seek(0)
        return file


class ImportForm(FileForm):
    """A file, and for which entities it names every mandate."""

    lines_of = staticmethod(lines_of)

    complete_for = forms.CharField(
        label=_("Complete for these entities"),
        required=False,
        max_length=2_000,
        help_text=_(
            "Fill this in only if the file names every mandate of an entity: what runs "
            "there and is on no line then ends. Codes, with a comma between them. Leave it "
            "empty and no mandate ends by its absence."
        ),
    )

    def clean_complete_for(self) -> list[Entity]:
        """The entities of these codes."""
        typed = self.cleaned_data["complete_for"].replace(";", ",").split(",")
        codes = {code.strip().casefold() for code in typed if code.strip()}
        if not codes:
            return []
        known = {each.code.casefold(): each for each in Entity.objects.all()}
        unknown: Any = sorted(codes - set(known))
        if unknown:
            raise forms.ValidationError(
                gettext("There is no entity with the code %(codes)s.")
                % {"codes": ", ".join(unknown).upper()}
            )
        return [known[code] for code in sorted(codes)]
