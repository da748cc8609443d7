"""The processings, for a page that an editor wrote and for our own."""

from typing import Any

from django import template

from lms.privacy.models import PrivacySettings, ProcessingVersion

register = template.Library()


@register.inclusion_tag("privacy/processings.html")
def processings() -> dict[str, Any]:
    """What is done with data of people, each with its statement: one query."""
    return {
        "versions": ProcessingVersion.objects.current(),
        "contacts": PrivacySettings.load(),
    }
