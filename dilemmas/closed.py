"""What closes a play to its learner after it began."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lms.content.restrictions import may_take_part

from .models import Play


def closed_to(request: HttpRequest, current: Play) -> HttpResponse | None:
    """The way to the page of what is played, when that was closed to who plays."""
    activity = current.activity
    if activity is None or may_take_part(request, activity):
        return None
    return redirect(activity.address)
