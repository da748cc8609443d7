from django.urls import include, path, re_path

from . import views
from .lrs import documents, door, knowledge, statements
from .statements.versions import Version

app_name = "xapi"

addresses = [
    path("about", knowledge.about, name="about"),
    path("activities", knowledge.activities, name="activities"),
    path("activities/profile", documents.activity_profile, name="activity_profile"),
    path("activities/state", documents.state, name="state"),
    path("agents", knowledge.agents, name="agents"),
    path("agents/profile", documents.agent_profile, name="agent_profile"),
    path("statements", statements.statements, name="statements"),
]

# The same resources twice; what differs is the edition that a request without a version
# header is answered in. Anything else below is answered here too, not by the website.
urlpatterns = [
    path("profile", views.profile, name="profile"),
    path("profile/<path:part>", views.part_of_profile, name="part_of_profile"),
    *addresses,
    path(
        "2.0/", include((addresses, "two"), namespace="two"), {"edition": Version.TWO}
    ),
    re_path(r"^2\.0/", door.unknown, {"edition": Version.TWO}),
    re_path("", door.unknown),
]
