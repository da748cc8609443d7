"""Work that a request does not wait for."""

import time

from lms.common.tasks import task

from . import operations


@task()
def apply_rule(rule_id: int) -> None:
    """Carry out a part of a rule, and stand in line again for the rest.

    So mails and documents come in between. ``tick`` goes on where a worker died.
    """
    if operations.apply_rule(rule_id, until=time.monotonic() + operations.SECONDS):
        apply_rule.enqueue(rule_id)


@task()
def apply_to_people(people: list[int]) -> None:
    """Carry out every rule for people whose mandates changed."""
    operations.apply_to_people(people)


@task()
def enrol_many(bulk_id: int) -> None:
    """Enrol a part of a list, and stand in line again for the rest."""
    if operations.work_at(bulk_id, until=time.monotonic() + operations.SECONDS):
        enrol_many.enqueue(bulk_id)


@task()
def import_history(run_id: int) -> None:
    """Check a list of completions, or record a part of it, and stand in line again."""
    if operations.work_at_history(run_id, until=time.monotonic() + operations.SECONDS):
        import_history.enqueue(run_id)
