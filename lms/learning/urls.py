"""Addresses of taking part, mounted at /deelname/."""

from django.urls import path

from . import views
from .desk import attests, own, requests

app_name = "learning"
urlpatterns = [
    path("<uuid:key>/inschrijven/", views.join, name="join"),
    path("<uuid:key>/uitschrijven/", views.leave, name="leave"),
    path("<uuid:key>/delen/", views.share, name="share"),
    path("<uuid:key>/uiterste-datum/", own.due, name="due"),
    path("aanvragen/", requests.requests, name="requests"),
    path("aanvragen/<int:pk>/", requests.decide, name="decide"),
    path("mijn-aanvraag/<int:pk>/intrekken/", own.take_back, name="take_back"),
    path("opleidingsplicht/", attests.own, name="own_attests"),
    path("attest/<uuid:key>/", attests.file, name="attest_file"),
    path("<uuid:key>/waarom/", views.why, name="why"),
]
