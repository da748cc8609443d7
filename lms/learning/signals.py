"""What learning tells those above it, on commit. Whatever these trigger is also found by ``tick``."""

from django.dispatch import Signal

# completion_id: int
activity_completed = Signal()
