"""What reporting announces, on commit."""

from django.dispatch import Signal

# A file is to be made in the background. Sends: job_id.
export_asked = Signal()
