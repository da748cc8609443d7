from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from lms.common.due import falls_due  # noqa: PLC0415
        from lms.content.kept_up import keeps_up  # noqa: PLC0415
        from lms.learning.attended import knows_dates  # noqa: PLC0415

        from . import (  # noqa: F401, PLC0415
            answered,
            explaining,
            keeping,
            operations,
            personal,
            receivers,
        )
        from .assignments import announcing  # noqa: PLC0415
        from .models import BankQuestion  # noqa: PLC0415
        from .sessions import announcing as sessions  # noqa: PLC0415
        from .sessions import personal as places  # noqa: PLC0415
        from .sessions.reading import attended  # noqa: PLC0415
        from .surveys.operations import release_sheets  # noqa: PLC0415

        falls_due("courses: requirements in step", operations.requirements_in_step)
        falls_due("courses: completed by a new rule", operations.settle_courses)
        falls_due("courses: attempts whose time is over", operations.hand_in_overdue)
        falls_due("courses: answer sheets by five", release_sheets)
        sessions.announce()
        explaining.announce()
        personal.announce()
        answered.announce()
        keeping.announce()
        announcing.announce()
        places.announce()
        keeps_up(BankQuestion)
        knows_dates(attended)
