"""Addresses mounted at /certificaten/: the check (no login, no lists), and renewing one's own."""

from django.urls import path

from .views import checking, renewing

app_name = "certification"
urlpatterns = [
    path("", checking.check, name="check"),
    path("vernieuwen/<uuid:key>/", renewing.renew, name="renew"),
    path("<str:code>.pdf", checking.document, name="document"),
    path("<str:code>.json", checking.machine_answer, name="machine_answer"),
    path("<str:code>.svg", checking.qr, name="qr"),
    path("<str:code>/", checking.certificate, name="certificate"),
]
