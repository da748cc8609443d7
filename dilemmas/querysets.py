"""How the rest asks about versions and plays."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import Mirror, Play, ScenarioVersion  # noqa: F401


class VersionQuerySet(models.QuerySet["ScenarioVersion"]):
    """Published versions."""

    def of_scenario(self, key: UUID, *, language: str | None = None) -> Self:
        """Newest first."""
        versions = self.filter(scenario=key).order_by("-number")
        return versions.filter(language=language) if language else versions

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)

    def with_waiting(self, plays: int) -> Self:
        """Those of which at least so many plays wait to be released."""
        waiting = Q(plays__first_time=True, plays__released_on=None)
        return self.annotate(plays_waiting=Count("plays", filter=waiting)).filter(
            plays_waiting__gte=plays
        )


class MirrorQuerySet(models.QuerySet["Mirror"]):
    """Editions of how others chose. There is nothing to break them down by."""

    def of_version(self, version_id: int) -> Self:
        """Oldest first."""
        return self.filter(version=version_id).order_by("pk")

    def telling(self) -> Self:
        """Those that say something."""
        return self.filter(people__gt=0)

    def scenes(self) -> list[str]:
        """The scene of each edition."""
        return [str(scene) for scene in self.values_list("scene", flat=True)]


class PlayQuerySet(models.QuerySet["Play"]):
    """Plays. Every look at one starts at ``of``: a play is seen by its learner alone."""

    def of(self, person: User) -> Self:
        return self.filter(learner_id=person.pk)

    def running(self) -> Self:
        return self.filter(ended_at=None, stopped_at=None)

    def ended(self) -> Self:
        return self.filter(ended_at__isnull=False)

    def waiting(self) -> Self:
        """Whose choices are to be released: of everybody the first time, and no other.

        Two hundred plays of one person would hide nobody, and who plays again tries
        other ways. It holds when the link to the person is cut, too.
        """
        return self.filter(first_time=True, released_on=None)

    def linked(self) -> Self:
        """Those of which the platform knows whose they are."""
        return self.filter(learner__isnull=False)

    def left_before(self, moment: datetime) -> Self:
        """Nothing happened in them since: ended, stopped, or left lying where they were."""
        lying = Q(ended_at=None, stopped_at=None, started_at__lt=moment)
        lying &= ~Q(steps__made_at__gte=moment)
        return self.filter(Q(ended_at__lt=moment) | Q(stopped_at__lt=moment) | lying)

    def to_mirror(self) -> Self:
        """The first ended play of each person and version, unless an edition counted it.

        A play whose link to a person was cut is of nobody, and counts for nobody.
        """
        earlier = self.model.objects.ended().filter(
            Q(ended_at__lt=OuterRef("ended_at"))
            | Q(ended_at=OuterRef("ended_at"), pk__lt=OuterRef("pk")),
            learner=OuterRef("learner"),
            version=OuterRef("version"),
        )
        waiting = self.ended().filter(mirrored_on=None, learner__isnull=False)
        return waiting.exclude(Exists(earlier))

    def versions_to_mirror(self, people: int) -> list[int]:
        """The versions with enough people waiting for an edition: ``people`` for the first.

        One query.
        """
        waiting = self.to_mirror().order_by().values("version")
        enough = waiting.annotate(
            # What the next edition takes never becomes less.
            needed=Coalesce(Max("version__mirrors__next_group"), people),
            people=Count("pk", distinct=True),
        ).filter(people__gte=F("needed"))
        return list(enough.order_by("version").values_list("version", flat=True))

    def with_activity(self) -> Self:
        """Load who plays what, in the same query."""
        return self.select_related("participation__activity")

    def with_story(self) -> Self:
        """Load what a page of the player shows, in the same query.

        The graph is not: the process keeps it (``ScenarioVersion.compiled``).
        """
        shown = self.select_related("version", "participation__activity", "note")
        return shown.defer("version__graph")
