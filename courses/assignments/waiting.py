"""Telling trainers that something waits for them: one mail a day, and none for nothing."""

from __future__ import annotations

import logging
from datetime import date, datetime, time
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import ReviewersTold
from lms.accounts.models import User
from lms.common import clock

from .judging import MAY_REVIEW, submissions_for
from .mails import send

logger = logging.getLogger(__name__)

MORNING: Final = time(7)


def tell_reviewers(now: datetime) -> int:
    """One mail a day to each trainer for whom something new waits; how many were sent.

    In the morning, about what was handed in before today and since the last mail.
    """
    today = clock.local_date(now)
    if now < datetime.combine(today, MORNING, tzinfo=clock.BRUSSELS):
        return 0
    told = 0
    for trainer in _who_may(MAY_REVIEW):
        try:
            told += _tell_what_is_new(trainer, today)
        except Exception:
            # One mail that cannot be written keeps no other trainer from theirs.
            logger.exception("Trainer %d could not be told what waits.", trainer.pk)
    return told


def _tell_what_is_new(trainer: User, today: date) -> int:
    last = ReviewersTold.objects.filter(trainer=trainer).order_by("day").last()
    if last and last.day >= today:
        return 0
    since = clock.start_of(last.day) if last else None
    waiting = submissions_for(trainer).waiting()
    if not waiting.within(since, clock.start_of(today)).exists():
        return 0
    return _tell(trainer, waiting.count(), today)


def _tell(trainer: User, count: int, today: date) -> int:
    """Whether this was the first to tell the trainer today: the database decides."""
    try:
        with transaction.atomic():
            ReviewersTold.objects.create(trainer=trainer, day=today)
            subject = ngettext(
                "%(count)s assignment waits for you",
                "%(count)s assignments wait for you",
                count,
            )
            body = _(
                "Hello %(name)s\n\n"
                "Learners handed in assignments and wait for what you think of them. You "
                "read and judge them here, after signing in:\n\n%(address)s\n"
            )
            values = {
                "count": count,
                "name": trainer.first_name,
                "address": settings.BASE_URL + reverse("courses_submissions"),
            }
            send(trainer, subject % values, body % values)
    except IntegrityError:
        return 0
    return 1


def _who_may(permission: str) -> list[User]:
    """People who hold the permission themselves or by a group; no administrator as such."""
    app, codename = permission.split(".")
    named = Permission.objects.filter(content_type__app_label=app, codename=codename)
    found = User.objects.filter(
        Q(user_permissions__in=named) | Q(groups__permissions__in=named)
    ).distinct()
    return list(found.filter(is_active=True).exclude(email="").order_by("pk"))
