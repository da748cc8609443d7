"""Taxonomies and activities in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, UsageView

from lms.common.permissions import ViewOnly

from .models import LearningActivity, Term


class TermViewSet(SnippetViewSet):
    """Pillars, principles, levels and themes: editable, because they are data."""

    model = Term
    icon = "tag"
    menu_label = _("Taxonomies")
    list_display = ["name", "facet", "position"]
    list_filter = ["facet"]
    add_to_admin_menu = False


class ActivityUsageView(UsageView):
    """Where an activity is chosen: for who may see it, as nobody changes one here."""

    permission_required = "view"


class ActivityViewSet(SnippetViewSet):
    """What can be completed: written by publishing a page, chosen in blocks and trajectories."""

    model = LearningActivity
    icon = "list-ul"
    menu_label = _("Learning activities")
    list_display = ["title", "kind", "form", "duration_minutes", "is_offered"]
    list_filter = ["kind", "is_offered"]
    search_fields = ["title", "code"]
    search_backend_name = None
    usage_view_class = ActivityUsageView


register_permission_policy(LearningActivity, ViewOnly(LearningActivity))
register_snippet(TermViewSet)
register_snippet(ActivityViewSet)
