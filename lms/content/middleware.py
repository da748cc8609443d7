"""What saves work at every request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Site

# A request may name any host; whoever makes names up must not fill the memory.
MOST_HOSTS = 100


class KnownSite:
    """Look the site and its first page up once in a while instead of at every request.

    Wagtail asks the database for both before it can find any page, a third of what a
    page costs. What is kept serves to find the way alone: a request for the first page
    itself looks it up, so that what is published there shows at once.
    ``SITE_KNOWN_FOR`` says for how many seconds; 0 for never.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known: dict[str, tuple[float, Site]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SITE_KNOWN_FOR and request.path != "/":
            self._tell(request)
        return self.get_response(request)

    def _tell(self, request: HttpRequest) -> None:
        host = request.headers.get("host", "")
        until, site = self.known.get(host, (0.0, None))
        if time.monotonic() < until:
            request._wagtail_site = site  # type: ignore[attr-defined] # noqa: SLF001
            return
        site = Site.find_for_request(request)
        if site is None:
            return
        site.root_page = site.root_page.specific
        if len(self.known) > MOST_HOSTS:
            self.known.clear()
        self.known[host] = (time.monotonic() + settings.SITE_KNOWN_FOR, site)


class Redirects(RedirectMiddleware):
    """The redirects of editors, for addresses of pages and those that lead nowhere.

    Where a view of ours says that there is nothing, it means so. It is not asked for
    twice, and takes no longer than what is there: a code of a certificate is guessed
    no better by who measures time.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        match = request.resolver_match
        if match is not None and match.url_name != "wagtail_serve":
            return response
        answer: HttpResponse = super().process_response(request, response)
        return answer
