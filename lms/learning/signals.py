"""What learning tells those above it, on commit. Whatever these trigger is also found by ``tick``."""

from django.dispatch import Signal

# completion_id: int
activity_completed = Signal()

# rule_id: int; a rule, or an exception to it, is other than before
rule_changed = Signal()

# bulk_id: int
bulk_handed_in = Signal()
