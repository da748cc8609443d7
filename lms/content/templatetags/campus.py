"""What templates of every app use."""

from datetime import timedelta

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common import html
from lms.content import fragments
from lms.content.models import SignpostSettings

register = template.Library()


@register.filter
def plain(text: str) -> SafeString:
    """What a person typed, with its line breaks and links, safely."""
    return html.from_plain(text or "")


@register.filter
def minutes(value: int) -> str:
    """A duration in words: "45 min", "1 u. 20 min", "1 dag"."""
    total = timedelta(minutes=int(value or 0))
    hours, rest = divmod(total.seconds // 60, 60)
    if int(value or 0) >= 360:
        days = max(1, round(int(value) / 420))
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    if hours and rest:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    if hours:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(minutes)s min") % {"minutes": rest}


@register.simple_tag
def component(template: str, **values: object) -> SafeString:
    """A component that follows from plain values alone: cheaper than to include it.

    ``{% component "components/icon.html" name="clock" %}``
    """
    return fragments.rendered(template, values)


@register.inclusion_tag("content/signpost_card.html")
def signpost(*, on_its_page: bool = False) -> dict[str, object]:
    """The card "Bij wie kun je terecht?"; on its own page without saying that again."""
    return {
        "groups": SignpostSettings.load().groups,
        "on_its_page": on_its_page,
    }
