from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class LearningConfig(AppConfig):
    name = "lms.learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from lms.messaging import kinds  # noqa: PLC0415

        from . import (  # noqa: F401, PLC0415
            keeping,
            operations,
            personal,
            receivers,
            reminding,
        )

        kinds.announce(
            *reminding.KINDS,
            kinds.Kind(
                slug="request",
                label=_("Requests that wait for you"),
                explanation=_("For managers and HR: who asks a place or an extension."),
            ),
            kinds.Kind(
                slug="correction",
                label=_("What was put right"),
                explanation=_("That a completion of yours was recorded by mistake."),
                fixed=True,
            ),
        )
        falls_due("learning.remind", reminding.remind)
        personal.announce()
        keeping.announce()
        falls_due("learning: assignment rules", operations.apply_rules)
        falls_due("learning: lists of people", operations.go_on)
        falls_due("learning: old lists", operations.forget)
        falls_due("learning: imports of completions", operations.go_on_with_history)
        falls_due("learning: old imports", operations.forget_history)
