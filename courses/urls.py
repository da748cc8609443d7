"""Addresses of the player's forms, mounted at /leren/. Pages have their own, in the tree."""

from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("opnieuw/", views.resend, name="resend"),
    path("<int:page_id>/antwoord/<uuid:question>/", views.answer, name="answer"),
    path("<int:page_id>/nota/<uuid:block>/", views.note, name="note"),
    path("<int:page_id>/plaats/<uuid:block>/", views.place, name="place"),
    path("<int:page_id>/voltooien/", views.complete, name="complete"),
]
