"""Addresses of the check, mounted at /certificaten/. No login, no lists."""

from django.urls import path

from .views import checking

app_name = "certification"
urlpatterns = [
    path("", checking.check, name="check"),
    path("<str:code>.pdf", checking.document, name="document"),
    path("<str:code>.json", checking.machine_answer, name="machine_answer"),
    path("<str:code>.svg", checking.qr, name="qr"),
    path("<str:code>/", checking.certificate, name="certificate"),
]
