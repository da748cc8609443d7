"""Background tasks. The only import of the task library, so that it can change."""

from django_tasks import task, task_backends

__all__ = ["queue_answers", "task"]


def queue_answers() -> bool:
    """Whether the task queue can be reached and takes work."""
    return not list(task_backends["default"].check())
