"""Addresses of HR, managers and the coordinator, mounted at /hr/."""

from django.urls import path

from . import views

app_name = "reporting"
urlpatterns = [
    path("", views.completions, name="completions"),
    path("persoon/<int:participation>/", views.person, name="person"),
    path("mensen/", views.people, name="people"),
    path("mensen/<int:person>/", views.individual, name="individual"),
    path("team/", views.team_people, name="team_people"),
    path("team/voltooiingen/", views.team_completions, name="team_completions"),
    path("team/persoon/<int:participation>/", views.team_person, name="team_person"),
    path("team/<int:person>/", views.team_individual, name="team_individual"),
    path("dekking/", views.coverage, name="coverage"),
    path("dekking/pijlers/", views.pillars, name="pillars"),
    path("rapporten/", views.reports, name="reports"),
    path("rapporten/bewaren/", views.save, name="save_report"),
    path("rapporten/<int:pk>/", views.report, name="report"),
    path("rapporten/<int:pk>/aanpassen/", views.edit, name="edit_report"),
    path("rapporten/<int:pk>/opslaan/", views.change, name="change_report"),
    path("rapporten/<int:pk>/verwijderen/", views.delete, name="delete_report"),
    path("export/", views.export, name="export"),
]
