from django.urls import path

from . import views
from .lrs import resources

app_name = "xapi"

urlpatterns = [
    path("profile", views.profile, name="profile"),
    path("profile/<path:part>", views.part_of_profile, name="part_of_profile"),
    path("about", resources.about, name="about"),
    path("statements", resources.statements, name="statements"),
]
