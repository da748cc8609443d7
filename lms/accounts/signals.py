"""What accounts announce."""

from django.dispatch import Signal

# ``user`` and ``claims`` (dict, as the identity provider sent them). Sent inside the
# transaction of the sign-in: what a receiver refuses refuses the sign-in.
claims_received = Signal()
