"""Addresses of HR, mounted at /hr/."""

from django.urls import path

from . import views

app_name = "reporting"
urlpatterns = [
    path("", views.completions, name="completions"),
    path("persoon/<int:participation>/", views.person, name="person"),
    path("export/", views.export, name="export"),
]
