"""Addresses of the player's forms, mounted at /leren/. Pages have their own, in the tree."""

from django.urls import path

from . import views
from .assignments import views as assignments
from .notebook import views as notebook
from .printing import views as printing
from .sessions import views as sessions
from .surveys import views as surveys
from .trainer_questions import views as trainer_questions

app_name = "courses"
urlpatterns = [
    path("opnieuw/", views.resend, name="resend"),
    path("<row:page_id>/antwoord/<uuid:question>/", views.answer, name="answer"),
    path("<row:page_id>/nota/<uuid:block>/", views.note, name="note"),
    path("<row:page_id>/plaats/<uuid:block>/", views.place, name="place"),
    path("<row:page_id>/toets/<uuid:quiz>/begin/", views.begin_quiz, name="quiz_begin"),
    path(
        "<row:page_id>/toets/<uuid:quiz>/antwoord/<uuid:question>/",
        views.answer_quiz,
        name="quiz_answer",
    ),
    path(
        "<row:page_id>/toets/<uuid:quiz>/merk/<uuid:question>/",
        views.mark_question,
        name="quiz_mark",
    ),
    path(
        "<row:page_id>/toets/<uuid:quiz>/afsluiten/",
        views.close_quiz,
        name="quiz_close",
    ),
    path("<row:page_id>/gezien/<uuid:block>/", views.watch, name="watch"),
    path("<row:page_id>/gelezen/<uuid:block>/", views.read_instead, name="read"),
    path("<row:page_id>/voltooien/", views.complete, name="complete"),
    path("<row:page_id>/notitie/", notebook.lesson_note, name="lesson_note"),
    path("<row:page_id>/bewaren/", notebook.bookmark, name="bookmark"),
    path("<row:page_id>/vraag/", trainer_questions.ask_trainer, name="ask_trainer"),
    path("<row:page_id>/bevraging/", surveys.survey, name="survey"),
    path("<row:page_id>/afdrukken/", printing.printable, name="printable"),
    path("sessies/<uuid:uid>/inschrijven/", sessions.enrol, name="session_enrol"),
    path("sessies/<uuid:uid>/uitschrijven/", sessions.leave, name="session_leave"),
    path("sessies/<uuid:uid>/sessie.ics", sessions.agenda_file, name="session_agenda"),
    path("<row:page_id>/opdracht/", assignments.work, name="assignment"),
    path("opdracht/bestand/<uuid:key>/", assignments.file, name="submitted_file"),
    path("notities/", notebook.notes, name="notes"),
    path("notities/tekst/", notebook.notes_as_text, name="notes_as_text"),
    path("bewaard/", notebook.bookmarks, name="bookmarks"),
    path("vragen/", trainer_questions.own_questions, name="own_questions"),
    path(
        "vragen/<int:question_id>/verwijderen/",
        trainer_questions.withdraw,
        name="withdraw_question",
    ),
]
