"""Several who do something at the same time, each on a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection


def at_the_same_time(*jobs: Callable[[], object]) -> list[Exception]:
    """Run jobs in threads that begin together; answers what went wrong in them."""
    errors: list[Exception] = []
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        try:
            start.wait()
            job()
        except Exception as error:  # noqa: BLE001 (told to the test)
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
