"""The way to the results from the admin; ``wagtail_hooks`` brings it in."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import BankQuestion

from . import admin


@hooks.register("register_admin_urls")
def results_urls() -> list[URLPattern]:
    return [
        path("resultaten/<row:page_id>/", admin.of_page, name="courses_results"),
        path(
            "resultaten/vraag/<int:question_id>/",
            admin.of_bank_question,
            name="courses_results_of_question",
        ),
    ]


@hooks.register("register_page_header_buttons")
def results_of_a_page(
    page: Page,
    user: Any,
    **kwargs: Any,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From the form of a course, a lesson or a test to its results."""
    if page.specific_class not in admin.WITH_RESULTS:
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Results per question"),
            reverse("courses_results", args=[page.pk]),
            icon_name="table",
            priority=45,
        )


@hooks.register("register_snippet_listing_buttons")
def results_of_a_question(
    snippet: Any,
    user: Any,
    *args: Any,  # noqa: ARG001 (hooks are given more)
    **kwargs: Any,  # noqa: ARG001
) -> Iterator[Button]:
    """From the list of the bank to the results of a question."""
    if isinstance(snippet, BankQuestion) and user.has_perm(
        "courses.change_bankquestion"
    ):
        yield Button(
            _("Results"),
            reverse("courses_results_of_question", args=[snippet.pk]),
            icon_name="table",
            priority=45,
        )
