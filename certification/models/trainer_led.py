"""A session or an assignment that a trainer completes by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from lms.content.blocks import ContentStream
from lms.content.models import ActivityPage
from lms.learning.enums import ActivityKind, Form
from lms.learning.operations import Card

KINDS = {Form.SESSION: ActivityKind.SESSION, Form.ASSIGNMENT: ActivityKind.ASSIGNMENT}


class TrainerLedPage(ActivityPage):
    """Describes a session or an assignment; a trainer records who completed it."""

    page_description = _(
        "Without dates and without handing in: a trainer records by name who completed it."
    )
    activity_kind = ActivityKind.SESSION
    activity_form = Form.SESSION

    trainer_form = models.CharField(
        _("form"),
        max_length=20,
        choices=[(form.value, form.label) for form in KINDS],
        default=Form.SESSION,
    )
    body = StreamField(ContentStream(), verbose_name=_("description"), blank=True)

    template = "certification/trainer_led_page.html"
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *ActivityPage.content_panels,
        FieldPanel("trainer_form"),
        FieldPanel("body"),
        *ActivityPage.activity_panels,
    ]
    search_fields: ClassVar[list[Any]] = [
        *ActivityPage.search_fields,
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("session or assignment")
        verbose_name_plural = _("sessions and assignments")

    def card(self) -> Card:
        """The card, in the form that the author chose."""
        form = Form(self.trainer_form)
        return replace(
            super().card(),
            kind=KINDS[form],
            form=form,
            picture=str(form.value),
            trainer_completes=True,
        )
