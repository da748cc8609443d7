import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.common import clock, due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do everything that is due. Safe to run at any time, and twice."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        failed = []
        for name, job in due.jobs().items():
            try:
                done = job(now)
            except Exception:
                logger.exception("The job %s failed.", name)
                failed.append(name)
                continue
            if done:
                self.stdout.write(f"{name}: {done}")
        if failed:
            raise CommandError(f"These jobs failed: {', '.join(failed)}.")
