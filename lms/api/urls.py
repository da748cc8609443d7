"""Addresses of the API, mounted at /api/: all but the page behind the one door."""

from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe

from .api import api
from .api.documentation import Documentation, index, unknown
from .api.door import door

app_name = "api"
documentation = Documentation(api)


def _behind_the_door() -> list[URLPattern]:
    """The addresses of ninja, but for its root."""
    operations, _app, _namespace = api.urls
    return [
        URLPattern(one.pattern, door(one.callback), one.default_args, one.name)
        for one in operations
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]


urlpatterns = [
    path("", door(index), name="index"),
    path("docs", require_safe(documentation.page), name="docs"),
    path("openapi.json", door(documentation.openapi), name="openapi"),
    *_behind_the_door(),
    re_path(r"^.*$", door(unknown)),
]
