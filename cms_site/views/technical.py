"""What machines ask for."""

import posixpath

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms_site import health
from cms_site.ranges import in_part

PRIVATE = (
    "/accounts/",
    "/beheer/",
    "/deelname/",
    "/hr/",
    "/mijn-gegevens/",
    "/mijn-leren/",
    "/spelen/",
    "/xapi/",
)
DOCUMENTS = "documents"  # where Wagtail puts them
# An upload opened by itself is no page of ours: it runs nothing and fetches nothing, not
# even as SVG. As a picture on a page it shows as ever.
AN_UPLOAD = (
    "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; "
    "style-src 'unsafe-inline'"
)


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when database, storage and task queue answer, else 503; and which did not."""
    parts = health.check()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


@require_safe
@cache_control(max_age=86_400)
def robots(_request: HttpRequest) -> HttpResponse:
    """Where machines that collect pages need not look, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += ["", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86_400)
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for it here, whatever the pages say."""
    return redirect(static("theme/favicon.ico"))


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """An uploaded file, or the part asked for, where no other server or store gives it.

    Documents are given at their own address alone, which asks who may read them.
    """
    folder = posixpath.normpath(path).lstrip("/").split("/")[0]
    # Some file systems find a folder whatever the case of its name.
    if folder.casefold() == DOCUMENTS:
        raise Http404
    response = in_part(
        request, serve(request, path, document_root=str(settings.MEDIA_ROOT))
    )
    response["Content-Security-Policy"] = AN_UPLOAD
    return response
