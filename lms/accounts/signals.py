"""What sign-in announces upwards."""

from django.dispatch import Signal

# ``user`` and ``claims`` (as the issuer sent them, ``rrn`` never among them), each time
# somebody comes in through the organisation's sign-in; after commit, by ``send_robust``.
claims_received = Signal()
