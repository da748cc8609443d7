"""Addresses of who acts in which capacity, mounted at /hoedanigheid/."""

from django.urls import path

from .views import capacities

app_name = "organisation"
urlpatterns = [path("", capacities.switch, name="switch")]
