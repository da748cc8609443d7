"""Addresses of HR, mounted at /hr/."""

from django.urls import path

from . import views

app_name = "reporting"
urlpatterns = [
    path("", views.completions, name="completions"),
    path("persoon/<int:participation>/", views.person, name="person"),
    path("export/", views.export, name="export"),
    path("export/klaarzetten/", views.order, name="order"),
    path("export/opdracht/<uuid:key>/", views.job, name="job"),
    path("export/opdracht/<uuid:key>/bestand/", views.job_file, name="job-file"),
    path("export/opdracht/<uuid:key>/annuleren/", views.cancel, name="job-cancel"),
    path("export/gemaakt/", views.made, name="made"),
    path("export/gemaakt/<int:number>/", views.made_one, name="made-one"),
    path(
        "export/gemaakt/<int:number>/manifest.json",
        views.made_manifest,
        name="made-manifest",
    ),
    path(
        "export/gemaakt/<int:number>/verschil.csv",
        views.made_difference,
        name="made-difference",
    ),
    path("export/planning/", views.schedules, name="schedules"),
    path("export/planning/nieuw/", views.new_schedule, name="schedule-new"),
    path("export/planning/<int:number>/pauzeren/", views.pause, name="schedule-pause"),
    path(
        "export/planning/<int:number>/hervatten/", views.resume, name="schedule-resume"
    ),
    path(
        "export/planning/<int:number>/verwijderen/",
        views.delete,
        name="schedule-delete",
    ),
]
