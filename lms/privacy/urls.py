"""Addresses about privacy."""

from django.urls import path

from .views import own, public

app_name = "privacy"
urlpatterns = [
    path("privacy/", public.privacy, name="page"),
    path("privacy/verwerkingen/<slug:slug>/", public.statement, name="statement"),
    path(
        "privacy/verwerkingen/<slug:slug>/<int:number>/",
        public.statement,
        name="statement_version",
    ),
    path("mijn-gegevens/privacy/", own.own, name="own"),
    path("mijn-gegevens/privacy/alles/", own.everything, name="everything"),
    path("mijn-gegevens/privacy/wissen/", own.ask, name="ask"),
    path("mijn-gegevens/privacy/intrekken/", own.withdraw, name="withdraw"),
]
