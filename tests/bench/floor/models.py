"""A page that does nothing: what Wagtail itself costs on this machine."""

from django.db import models
from wagtail.models import Page


class FloorPage(Page):
    """The bare page: session, person, and as many bytes of body as asked."""

    body = models.TextField(blank=True)

    template = "floor/floor_page.html"
