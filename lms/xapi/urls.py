from django.urls import include, path, re_path

from .lrs import door, resources
from .statements.versions import Version

app_name = "xapi"

addresses = [
    path("about", resources.about, name="about"),
    path("statements", resources.statements, name="statements"),
]

# The same resources twice; what differs is the edition that a request without a version
# header is answered in. Anything else below is answered here too, not by the website.
urlpatterns = [
    *addresses,
    path(
        "2.0/", include((addresses, "two"), namespace="two"), {"edition": Version.TWO}
    ),
    re_path(r"^2\.0/", door.unknown, {"edition": Version.TWO}),
    re_path("", door.unknown),
]
