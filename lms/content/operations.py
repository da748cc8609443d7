"""What happens to pages without anybody pressing a button."""

from datetime import datetime

from django.core.management import call_command
from wagtail.models import Page, Revision


def publish_what_is_scheduled(now: datetime) -> int:
    """Publish and unpublish the pages whose moment came; answers how many it dealt with.

    Wagtail's own command does it, one page after the other. A page that cannot be
    published raises, and those after it wait for the next time.
    """
    waiting = _due(now)
    call_command("publish_scheduled")
    return waiting - _due(now)


def _due(now: datetime) -> int:
    return (
        Revision.objects.filter(approved_go_live_at__lt=now).count()
        + Page.objects.live().filter(expire_at__lt=now).count()
    )
