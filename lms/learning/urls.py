"""Addresses of taking part, mounted at /deelname/."""

from django.urls import path

from . import views

app_name = "learning"
urlpatterns = [
    path("<uuid:key>/inschrijven/", views.join, name="join"),
    path("<uuid:key>/uitschrijven/", views.leave, name="leave"),
    path("<uuid:key>/delen/", views.share, name="share"),
    path("<uuid:key>/waarom/", views.why, name="why"),
]
