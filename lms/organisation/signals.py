"""What the organisation announces, on commit."""

from django.dispatch import Signal

# ``people``: ids (frozenset of int) of the people whose mandates are others than before.
mandates_changed = Signal()
