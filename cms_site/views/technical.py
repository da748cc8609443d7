"""What machines ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms_site import health

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
    """An uploaded file, where no other server or store gives it."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
