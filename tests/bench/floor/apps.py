"""The floor of the benchmarks."""

from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "tests.bench.floor"
    label = "floor"
    default_auto_field = "django.db.models.BigAutoField"
