"""Background tasks. The only import of the task library, so that it can change."""

from django_tasks import task, task_backends

__all__ = ["queue_answers", "task"]


def queue_answers() -> bool:
    """Whether the task queue is configured and its table answers.

    Raises ``DatabaseError`` when it does not.
    """
    # Models can be imported once the apps are there, and tasks are declared before.
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    DBTaskResult.objects.exists()
    return not list(task_backends["default"].check())
