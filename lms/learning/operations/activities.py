"""Putting activities on offer and taking them off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F

from lms.common import clock, ids
from lms.learning.enums import ActivityKind, Form
from lms.learning.models import LearningActivity, Term
from lms.organisation.models import IntegrityRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a page says of the activity that it is."""

    key: UUID
    kind: ActivityKind
    form: Form
    title: str
    duration_minutes: int
    code: str = ""
    summary: str = ""
    address: str = ""
    picture: str = ""
    terms: Sequence[Term] = field(default_factory=tuple)
    roles: Sequence[IntegrityRole] = field(default_factory=tuple)
    has_own_part: bool = False
    is_listed: bool = False
    trainer_completes: bool = False
    needs_approval: bool = False
    attests: bool = False
    """Whoever is present gets a certificate of attendance."""


@transaction.atomic
def publish_activity(card: Card) -> LearningActivity:
    """Put an activity on offer, or a new version of it; its key and IRI never change.

    Since when it attests who was present is kept as long as its page goes on saying so:
    what ended before that day earns nothing by itself.
    """
    now = clock.now()
    values = {
        "kind": card.kind,
        "form": card.form,
        "code": card.code,
        "title": card.title,
        "summary": card.summary,
        "address": card.address,
        "duration_minutes": card.duration_minutes,
        "picture": card.picture,
        "has_own_part": card.has_own_part,
        "is_listed": card.is_listed,
        "trainer_completes": card.trainer_completes,
        "needs_approval": card.needs_approval,
        "is_offered": True,
        "published_at": now,
    }
    since = now if card.attests else None
    activity, created = LearningActivity.objects.get_or_create(
        key=card.key,
        defaults={
            **values,
            "iri": ids.iri("activities", card.key),
            "attested_since": since,
        },
    )
    if not created:
        if card.attests:
            since = activity.attested_since or now
        LearningActivity.objects.filter(pk=activity.pk).update(
            **values, attested_since=since, version=F("version") + 1
        )
        activity.refresh_from_db()
    activity.terms.set(card.terms)
    activity.roles.set(card.roles)
    activity.save(update_fields=["title"])  # the search index follows a save
    return activity


@transaction.atomic
def withdraw_activity(key: UUID) -> None:
    """Take an activity off the offer; what people did with it stays as it is."""
    for activity in LearningActivity.objects.select_for_update().filter(key=key):
        activity.is_offered = False
        activity.save(update_fields=["is_offered"])
