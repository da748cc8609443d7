"""Addresses of who assigns, mounted at /hr/toewijzen/."""

from django.urls import path

from . import attests, lists, rules

app_name = "desk"
urlpatterns = [
    path("", rules.rules, name="rules"),
    path("nieuw/", rules.new, name="new"),
    path("regel/<int:pk>/", rules.rule, name="rule"),
    path("regel/<int:pk>/wijzigen/", rules.change, name="change"),
    path("regel/<int:pk>/stoppen/", rules.stop, name="stop"),
    path("uitzondering/<int:pk>/", rules.end_exception, name="end_exception"),
    path("inschrijven/", lists.enrol, name="enrol"),
    path("inschrijven/<uuid:key>/", lists.report, name="report"),
    path("opleidingsplicht/", attests.people, name="people"),
    path("attest/<uuid:key>/", attests.check, name="check"),
]
