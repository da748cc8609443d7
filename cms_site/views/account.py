"""One's own details."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.accounts import operations
from lms.accounts.forms import ProfileForm
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.organisation.capacities import capacities_of, chosen


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request: SignedInRequest) -> HttpResponse:
    """Name, mandates, and the ways to password and e-mail address."""
    person = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        operations.rename(
            person,
            first_name=form.cleaned_data["first_name"],
            last_name=form.cleaned_data["last_name"],
        )
        messages.success(request, _("Your details have been saved."))
        return redirect("cms_site:details")
    mandates = capacities_of(person)
    return render(
        request,
        "cms_site/details.html",
        {
            "form": form,
            "mandates": mandates,
            "acting": chosen(request, mandates),
        },
        status=400 if form.errors else 200,
    )
