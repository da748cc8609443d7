"""Home and "Mijn leren"."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms_site.dashboard import Dashboard
from cms_site.models import HomePage
from cms_site.own_record import OwnRecord
from cms_site.who_sees import WhoSees
from lms.accounts.requests import SignedInRequest
from lms.content.restrictions import closed_keys
from lms.learning.enums import Form
from lms.learning.models import LearningActivity
from lms.organisation.capacities import remembered

TO_BEGIN_WITH = 3
SHORT = 30  # minutes


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """What this is and for whom; where to go on, for who is signed in."""
    closed = closed_keys(request)
    listed = LearningActivity.objects.listed().exclude(key__in=closed)
    short = listed.filter(form__in=(Form.E_LEARNING, Form.DILEMMA))
    return render(
        request,
        page.get_template(request),
        {
            "page": page,
            "next_thing": Dashboard(request.user).next_thing
            if request.user.is_authenticated
            else None,
            "trajectory": listed.filter(form=Form.TRAJECTORY).first(),
            "to_begin_with": short.filter(
                duration_minutes__lte=SHORT
            ).one_of_each_form_first()[:TO_BEGIN_WITH],
            "about": page.get_children()
            .live()
            .in_menu()
            .exclude(translation_key__in=closed),
        },
    )


@require_safe
@login_required
def dashboard(request: SignedInRequest) -> HttpResponse:
    """One's own learning: go on, what is due, what is done."""
    own = Dashboard(
        request.user, closed=closed_keys(request), acting=remembered(request)
    )
    return render(request, "cms_site/dashboard.html", {"dashboard": own})


@require_safe
@never_cache
@login_required
def what_hr_sees(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The literal record of one's own part in an activity: HR's row, and the statements."""
    record = OwnRecord(request.user, key)
    if not record.exists:
        raise Http404
    return render(request, "cms_site/what_hr_sees.html", {"record": record})


@require_safe
@never_cache
@login_required
def who_sees(request: SignedInRequest) -> HttpResponse:
    """Who sees what of oneself, why, and the button to share or to take that back."""
    return render(request, "cms_site/who_sees.html", {"who": WhoSees(request.user)})
