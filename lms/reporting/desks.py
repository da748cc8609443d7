"""From where somebody looks at records: as HR, or as the manager of a team."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.organisation.visibility import Scope, acts_as_hr, leads_a_team, team_scope

from .coverage import is_coordinator
from .enums import LookedAt
from .exceptions import NotManager
from .records import scope_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A scope with its pages: the same lists, with the records of others."""

    scope: Scope
    look: LookedAt
    title: str | Promise
    prefix: str  # of the names of its addresses

    @property
    def is_hr(self) -> bool:
        """Whether files leave from here, and questions are saved."""
        return self.look == LookedAt.HR

    @property
    def completions(self) -> str:
        return reverse(f"reporting:{self.prefix}completions")

    @property
    def people(self) -> str:
        return reverse(f"reporting:{self.prefix}people")

    @property
    def record(self) -> str:
        """The name of the address of a person who is found by a record."""
        return f"reporting:{self.prefix}person"

    @property
    def why(self) -> str:
        """The name of the address that explains a record."""
        return f"reporting:{self.prefix}why"

    def individual(self, person: int) -> str:
        """The page of one person."""
        return reverse(f"reporting:{self.prefix}individual", args=[person])


def hr_desk(viewer: User) -> Desk:
    """Raises ``NotHr``."""
    return Desk(scope_of(viewer), LookedAt.HR, gettext_lazy("HR"), "")


def team_desk(viewer: User) -> Desk:
    """Raises ``NotManager`` for who leads no team today."""
    scope = team_scope(viewer)
    if not scope:
        raise NotManager(_("Only who leads a team sees its completions."))
    return Desk(scope, LookedAt.TEAM, gettext_lazy("My team"), "team_")


@dataclass(frozen=True, slots=True)
class Tab:
    """A page beside this one."""

    label: str
    address: str
    current: bool


def tabs(viewer: User, path: str) -> list[Tab]:
    """The pages that somebody may open, and which of them this is."""
    found: list[tuple[str, str]] = []
    if acts_as_hr(viewer):
        found += [
            (_("Completions"), reverse("reporting:completions")),
            (_("People"), reverse("reporting:people")),
            (_("Reports"), reverse("reporting:reports")),
            (_("Assigning"), reverse("desk:rules")),
        ]
    if leads_a_team(viewer):
        found.append((_("My team"), reverse("reporting:team_people")))
        found.append((_("Requests"), reverse("learning:requests")))
    if is_coordinator(viewer):
        found += [
            (_("Coverage"), reverse("reporting:coverage")),
            (_("Pillars"), reverse("reporting:pillars")),
        ]
    return [Tab(label, address, address == path) for label, address in found]
