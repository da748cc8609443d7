"""What is asked to copy a course."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage


class CopyForm(forms.Form):
    """The name of the copy and where it stands; the address follows the title by itself."""

    title = forms.CharField(
        label=_("Title of the copy"),
        max_length=255,
        help_text=_("Such as the title with the year, so that the two differ."),
    )
    slug = forms.SlugField(
        label=_("Last part of its address"),
        max_length=255,
        help_text=_("Letters, figures and hyphens. It may change until people join."),
    )

    def __init__(self, data: Any = None, *, course: CoursePage) -> None:
        initial = {"title": course.draft_title, "slug": course.slug}
        super().__init__(data, initial=initial)
