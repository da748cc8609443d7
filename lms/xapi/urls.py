from django.urls import path

from .lrs import resources

app_name = "xapi"

urlpatterns = [
    path("about", resources.about, name="about"),
    path("statements", resources.statements, name="statements"),
]
