"""Tags of the pages around the learning."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms_site.catalogue.facets import Entry
from cms_site.learner import State
from lms.content import fragments
from lms.content.templatetags.campus import minutes
from lms.learning.models import LearningActivity

register = template.Library()


CARD = "components/card.html"


@register.simple_tag
def offer_card(entry: Entry, states: Mapping[int, State]) -> SafeString:
    """The card of an entry of the offer, with how it stands for who looks."""
    state = states.get(entry.pk)
    values = {
        "title": entry.title,
        "url": entry.address,
        "summary": entry.summary,
        "picture": entry.picture,
        "form_label": entry.form_label,
        "pillar": entry.pillar_label,
        "duration": minutes(entry.duration_minutes),
        "state": state.word if state else "",
        "state_label": (
            _("First: %(titles)s") % {"titles": state.first}
            if state and state.first
            else ""
        ),
        "progress": state.progress if state and state.word == "busy" else 0,
    }
    return fragments.rendered(CARD, values)


@register.simple_tag
def activity_card(activity: LearningActivity) -> SafeString:
    """The card of an activity."""
    values = {
        "title": activity.title,
        "url": activity.address,
        "summary": activity.summary,
        "picture": activity.picture,
        "form_label": activity.get_form_display(),
        "duration": minutes(activity.duration_minutes),
    }
    return fragments.rendered(CARD, values)
