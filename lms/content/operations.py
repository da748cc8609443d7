"""What follows when a page does not go live."""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from .models import ActivityPage


@transaction.atomic
def tell_author(
    page: ActivityPage, revision: Revision, refusal: ValidationError
) -> None:
    """A scheduled publication that was refused: the page stays as it is, its author hears why."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    sentences = [str(message) for message in refusal.messages]
    log(
        instance=page,
        action="content.publication_refused",
        revision=revision,
        data={"reasons": sentences},
    )
    author = revision.user or page.owner
    if author is None or not author.email:
        return
    title = revision.content.get("title") or page.title
    transaction.on_commit(
        partial(
            send_mail,
            _("“%(title)s” was not published") % {"title": title},
            "\n".join(
                [
                    _("“%(title)s” was due, but the checks found this:")
                    % {"title": title},
                    "",
                    *(f"- {sentence}" for sentence in sentences),
                    "",
                    _("It stays as it was. Mend it, and publish or schedule it again."),
                ]
            ),
            None,
            [author.email],
        ),
        robust=True,  # a mail server that is down must not stop the rest of the schedule
    )
