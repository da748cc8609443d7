"""What happens to pages without anybody pressing a button."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision


@transaction.atomic
def tell_author(page: Any, revision: Revision, refusal: ValidationError) -> None:
    """A scheduled publication that was refused: the page (or the snippet) stays as it is, its
    author hears why."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    sentences = [str(message) for message in refusal.messages]
    log(
        instance=page,
        action="content.publication_refused",
        revision=revision,
        data={"reasons": sentences},
    )
    author = revision.user or getattr(page, "owner", None)
    if author is None or not author.email:
        return
    title = revision.content.get("title") or str(page)
    lines = [
        _("“%(title)s” was due, but the checks found this:") % {"title": title},
        "",
        *(f"- {sentence}" for sentence in sentences),
        "",
        _("It stays as it was. Mend it, and publish or schedule it again."),
    ]
    subject = _("“%(title)s” was not published") % {"title": title}
    # A line break in a title would be a header of its own, which Django refuses.
    send_mail(" ".join(subject.splitlines()), "\n".join(lines), None, [author.email])


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
