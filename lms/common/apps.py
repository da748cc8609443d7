from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "lms.common"
    label = "common"

    def ready(self) -> None:
        from . import addresses  # noqa: F401, PLC0415 (addresses may name a row)
