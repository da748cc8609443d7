"""Addresses of the player, mounted at /spelen/. None names a scene or a choice."""

from django.urls import path

from . import views

app_name = "dilemmas"
urlpatterns = [
    path("begin/<uuid:key>/", views.begin, name="begin"),
    path("<uuid:key>/", views.play, name="play"),
    path("<uuid:key>/notitie/", views.note, name="note"),
    path("<uuid:key>/wissen/", views.forget, name="forget"),
]
