"""Telling a demo from the real thing."""

from django.db import models

from lms.common import clock


class LoadedDemo(models.Model):
    """That the demo was loaded into this database, which may therefore be emptied.

    Loading writes it in its own transaction, and nobody else ever does.
    """

    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "loaded demo"

    def __str__(self) -> str:
        return f"demo of {self.loaded_at:%Y-%m-%d}"
