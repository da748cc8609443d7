"""Addresses of HR, managers and the coordinator, mounted at /hr/."""

from django.urls import path

from .views import (
    coverage,
    explaining,
    exporting,
    jobs,
    people,
    records,
    saved,
    schedules,
)

app_name = "reporting"
urlpatterns = [
    path("", records.completions, name="completions"),
    path("persoon/<int:participation>/", people.person, name="person"),
    path("waarom/<int:participation>/", explaining.why, name="why"),
    path("team/waarom/<int:participation>/", explaining.team_why, name="team_why"),
    path("mensen/", people.people, name="people"),
    path("mensen/<int:person>/", people.individual, name="individual"),
    path("team/", people.team_people, name="team_people"),
    path("team/voltooiingen/", records.team_completions, name="team_completions"),
    path("team/persoon/<int:participation>/", people.team_person, name="team_person"),
    path("team/<int:person>/", people.team_individual, name="team_individual"),
    path("dekking/", coverage.coverage, name="coverage"),
    path("dekking/pijlers/", coverage.pillars, name="pillars"),
    path("rapporten/", saved.reports, name="reports"),
    path("rapporten/bewaren/", saved.save, name="save_report"),
    path("rapporten/<int:pk>/", saved.report, name="report"),
    path("rapporten/<int:pk>/aanpassen/", saved.edit, name="edit_report"),
    path("rapporten/<int:pk>/opslaan/", saved.change, name="change_report"),
    path("rapporten/<int:pk>/verwijderen/", saved.delete, name="delete_report"),
    path("export/", exporting.export, name="export"),
    path("export/klaarzetten/", jobs.order, name="order"),
    path("export/opdracht/<uuid:key>/", jobs.job, name="job"),
    path("export/opdracht/<uuid:key>/bestand/", jobs.job_file, name="job-file"),
    path("export/opdracht/<uuid:key>/annuleren/", jobs.cancel, name="job-cancel"),
    path("export/gemaakt/", jobs.made, name="made"),
    path("export/gemaakt/<int:number>/", jobs.made_one, name="made-one"),
    path(
        "export/gemaakt/<int:number>/manifest.json",
        jobs.made_manifest,
        name="made-manifest",
    ),
    path(
        "export/gemaakt/<int:number>/verschil.csv",
        jobs.made_difference,
        name="made-difference",
    ),
    path("export/planning/", schedules.schedules, name="schedules"),
    path("export/planning/nieuw/", schedules.new_schedule, name="schedule-new"),
    path(
        "export/planning/<int:number>/pauzeren/", schedules.pause, name="schedule-pause"
    ),
    path(
        "export/planning/<int:number>/hervatten/",
        schedules.resume,
        name="schedule-resume",
    ),
    path(
        "export/planning/<int:number>/verwijderen/",
        schedules.delete,
        name="schedule-delete",
    ),
]
