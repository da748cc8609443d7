"""Where surveys meet the Wagtail admin; imported by ``courses.wagtail_hooks``."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import SurveyViewSet, results, results_button

register_snippet(SurveyViewSet)
hooks.register("register_snippet_listing_buttons", results_button)


@hooks.register("register_admin_urls")
def results_urls() -> list[URLPattern]:
    return [
        path("bevragingen/<int:survey_id>/", results, name="courses_survey_results")
    ]
