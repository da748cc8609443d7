from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "lms.reporting"
    label = "reporting"
    verbose_name = _("Reporting")

    def ready(self) -> None:
        from lms.common.due import falls_due  # noqa: PLC0415
        from lms.common.leaving import kept_by  # noqa: PLC0415
        from lms.messaging.kinds import Kind, announce  # noqa: PLC0415

        from . import operations, personal, receivers  # noqa: F401, PLC0415

        announce(
            Kind(
                slug="export",
                label=_("Exports"),
                explanation=_("That one that you asked for or scheduled is ready."),
            )
        )
        falls_due("reporting: scheduled exports", operations.run_schedules)
        falls_due("reporting: exports in the background", operations.go_on)
        falls_due("reporting: files kept long enough", operations.forget_files)
        kept_by(operations.begin_leaving)
        personal.announce()
