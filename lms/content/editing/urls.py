"""Addresses of the admin that are about any page, below /beheer/inhoud/."""

from django.urls import URLPattern, path

from . import laws, report, reviewing, upkeep, where_used

urlpatterns: list[URLPattern] = [
    path("herzien/", report.UpkeepReport.as_view(), name="content_upkeep_report"),
    path(
        "herzien/lijst/",
        report.UpkeepReport.as_view(results_only=True),
        name="content_upkeep_report_results",
    ),
    path(
        "herzien/<str:app>/<str:model>/<int:object_id>/",
        upkeep.keep_up,
        name="content_upkeep",
    ),
    path("wetten/<int:version_id>/", laws.show_version, name="content_law_version"),
    path("nalezen/", reviewing.show_waiting, name="content_reviewing"),
    path("gebruik/<int:page_id>/", where_used.show_uses, name="content_where_used"),
]
