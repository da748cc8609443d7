"""What the site keeps until somebody sets a period: messages of visitors."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.common.retention import Kind, deleting, keeps

from .models import ContactMessage


def announce() -> None:
    """Tell the platform which kinds there are."""
    keeps(
        Kind(
            name="cms_site.contact_messages",
            label=_("Messages through the contact page"),
            counts_from=_("the day on which it came in"),
            outcome=_("the message goes"),
            moment="received_at",
            due=_old,
            remove=deleting(_old),
        )
    )


def _old(before: datetime) -> QuerySet[ContactMessage]:
    return ContactMessage.objects.filter(received_at__lt=before)
