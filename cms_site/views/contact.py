"""The contact page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms_site import operations
from cms_site.exceptions import TooManyMessages
from cms_site.forms import ContactForm
from lms.accounts.requests import client_address


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """A question about the site. Never a report: the page says where to go with one."""
    if request.method != "POST":
        person = request.user if request.user.is_authenticated else None
        return _page(request, ContactForm.begin(person))
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    if form.is_from_a_machine:
        return redirect("cms_site:contact_thanks")
    try:
        operations.send_message(form.instance, origin=client_address(request))
    except TooManyMessages as error:
        messages.error(request, str(error))
        return _page(request, form, status=429)
    return redirect("cms_site:contact_thanks")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "cms_site/contact_thanks.html")


def _page(
    request: HttpRequest, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    return render(request, "cms_site/contact.html", {"form": form}, status=status)
