"""How Hypothesis tries here: the same examples every time, however slow the machine."""

from hypothesis import HealthCheck, settings

DETERMINISTIC = settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
