"""Addresses of the player, mounted at /spelen/. None names a scene or a choice."""

from django.urls import path

from . import ending, views, what_if

app_name = "dilemmas"
urlpatterns = [
    path("begin/<uuid:key>/", views.begin, name="begin"),
    path("<uuid:key>/", views.play, name="play"),
    path("<uuid:key>/anders/", what_if.what_if, name="what_if"),
    path("<uuid:key>/notitie/", ending.note, name="note"),
    path("<uuid:key>/wissen/", views.forget, name="forget"),
]
