"""Addresses of one's own messages."""

from django.urls import path

from . import views

app_name = "messaging"
urlpatterns = [
    path("meldingen/", views.notifications, name="notifications"),
    path("meldingen/gelezen/", views.read_all, name="read_all"),
    path("meldingen/<int:pk>/", views.open_notification, name="open"),
    path("mijn-gegevens/berichten/", views.preferences, name="preferences"),
]
