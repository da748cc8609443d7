"""Addresses of the player's forms, mounted at /leren/."""

from django.urls import path

app_name = "courses"
urlpatterns: list[object] = []
