"""Whether a survey is offered to somebody."""

from courses.models import CoursePage, SurveyMark
from courses.standings import Standing


def asks_opinion(page: CoursePage, standing: Standing) -> bool:
    """Whether a completed course still asks what this person thought of it: one query."""
    if page.survey_id is None or not standing.is_completed:
        return False
    return not SurveyMark.objects.filter(participation=standing.participation).exists()
