"""Three standing people: HR of one agency, HR of another, and learners of both."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation
from lms.learning.rules import AtLeast, Needs
from lms.organisation.models import Entity, Mandate
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

TODAY = date(2025, 6, 12)


@dataclass(frozen=True)
class Agency:
    """An entity with the person who is HR there."""

    entity: Entity
    hr: User

    def learner(self, **person: str) -> Mandate:
        """Somebody who works here, with the mandate under which they learn."""
        named = {f"person__{name}": value for name, value in person.items()}
        return MandateFactory(entity=self.entity, **named)


def an_agency(code: str, **entity: object) -> Agency:
    made = EntityFactory(code=code, **entity)
    role = RoleFactory(slug="hr-verantwoordelijke", name="HR-verantwoordelijke")
    return Agency(made, MandateFactory(entity=made, role=role).person)


@contextmanager
def on(day: date, hour: int = 12):
    """Let it happen at that hour in Brussels."""
    with clock.at(datetime.combine(day, time(hour), tzinfo=clock.BRUSSELS)):
        yield


def asked(mandate: Mandate, activity: LearningActivity, **terms) -> Participation:
    """Somebody of whom an activity is asked, so that HR sees it."""
    return operations.assign(
        mandate.person, activity, mandate=mandate, by=None, **terms
    )


def chosen(mandate: Mandate, activity: LearningActivity) -> Participation:
    """Somebody who chose an activity themselves, so that HR does not see it."""
    return operations.register(mandate.person, activity, mandate=mandate)


def finished(participation: Participation) -> Participation:
    return operations.report_progress(participation.pk, 100)


def a_scenario(title: str = "De mand van de leverancier") -> LearningActivity:
    return an_activity(ActivityKind.DILEMMA, title=title)


def an_umbrella(*scenarios: LearningActivity) -> LearningActivity:
    """The one row as which dilemmas of one's own choice are shared."""
    umbrella = an_activity(
        ActivityKind.DILEMMA, title="Dilemma’s in leiderschap", has_own_part=False
    )
    needs = tuple(Needs(scenario.key) for scenario in scenarios)
    operations.set_requirements(umbrella, AtLeast(1, needs))
    return umbrella
