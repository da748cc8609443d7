"""Home, content pages and the catalogue."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms_site.blocks import PillarTeaserBlock
from lms.content.blocks import ContentStream
from lms.content.models import BasePage


class HomePage(BasePage):
    """What this is and for whom, in one sentence; then where to begin."""

    hero = models.TextField(
        _("opening sentence"),
        max_length=300,
        help_text=_("One sentence: what this is, and for whom."),
    )
    pillars = StreamField(
        [("pillar", PillarTeaserBlock())], verbose_name=_("pillars"), blank=True
    )
    dilemmas_title = models.CharField(
        _("title about the dilemmas"), max_length=120, blank=True
    )
    dilemmas_text = RichTextField(
        _("text about the dilemmas"),
        features=["bold", "italic", "link"],
        blank=True,
    )
    dilemmas_button = models.CharField(
        _("button to the dilemmas"), max_length=60, blank=True
    )

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "cms_site/home_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("hero"),
        FieldPanel("pillars"),
        MultiFieldPanel(
            [
                FieldPanel("dilemmas_title"),
                FieldPanel("dilemmas_text"),
                FieldPanel("dilemmas_button"),
            ],
            heading=_("The dilemmas"),
        ),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ContentPage(BasePage):
    """A page to read: about the policy, the privacy, whom you can turn to."""

    body = StreamField(ContentStream(), verbose_name=_("text"), blank=True)

    parent_page_types: ClassVar[list[str]] = [
        "cms_site.HomePage",
        "cms_site.ContentPage",
    ]
    subpage_types: ClassVar[list[str]] = ["cms_site.ContentPage"]
    template = "cms_site/content_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


class CataloguePage(BasePage):
    """The offer. It lists activities, never pages; courses stand below it."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["cms_site.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "courses.CoursePage",
        "courses.SessionPage",
        "courses.AssignmentPage",
        "certification.TrajectoryPage",
        "certification.TrainerLedPage",
    ]
    template = "cms_site/catalogue_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("intro"),
    ]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")
