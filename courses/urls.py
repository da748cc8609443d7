"""Addresses of the player's forms, mounted at /leren/. Pages have their own, in the tree."""

from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("opnieuw/", views.resend, name="resend"),
    path("<int:page_id>/antwoord/<uuid:question>/", views.answer, name="answer"),
    path("<int:page_id>/nota/<uuid:block>/", views.note, name="note"),
    path("<int:page_id>/plaats/<uuid:block>/", views.place, name="place"),
    path("<int:page_id>/toets/<uuid:quiz>/begin/", views.begin_quiz, name="quiz_begin"),
    path(
        "<int:page_id>/toets/<uuid:quiz>/antwoord/<uuid:question>/",
        views.answer_quiz,
        name="quiz_answer",
    ),
    path(
        "<int:page_id>/toets/<uuid:quiz>/merk/<uuid:question>/",
        views.mark_question,
        name="quiz_mark",
    ),
    path(
        "<int:page_id>/toets/<uuid:quiz>/afsluiten/",
        views.close_quiz,
        name="quiz_close",
    ),
    path("<int:page_id>/voltooien/", views.complete, name="complete"),
]
