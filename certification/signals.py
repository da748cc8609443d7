"""What certification tells, on commit. Whatever this triggers also happens without it."""

from django.dispatch import Signal

# certificate_id: int
certificate_issued = Signal()
# batch_id: int
batch_started = Signal()
