"""What those who may look into the agency leave behind: reports, files, rules, requests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from lms.api.enums import TokenScope
from lms.api.operations import make_token
from lms.common import clock
from lms.learning.assigning.terms import Terms
from lms.learning.models import Participation
from lms.learning.operations.assigning.requesting import ask_for_more_time
from lms.learning.operations.assigning.rules import except_from_rule, make_rule
from lms.reporting import saving
from lms.reporting.enums import Channel, ExportFormat, LookedAt, Rhythm
from lms.reporting.filters import RecordFilter
from lms.reporting.looking import note_looks
from lms.reporting.operations import begin_export, make_schedule, order_export
from tests.factories.learning import an_activity

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.organisation.models import Entity

    from .world import World

NOTE = "Bijzonderlijk geheime uitleg"
EVERYTHING = tuple(TokenScope)


def leave_traces(world: World, learner_key: str) -> None:
    """Something of every kind that HR, a manager and a learner make."""
    today = clock.today()
    about = RecordFilter(search=learner_key)
    report = saving.save_report(
        world.hr, name=f"{NOTE}: rapport", parameters=about.parameters()
    )
    saving.share_report(report, entity=world.inside)
    take_out(world.hr, about)
    make_schedule(
        world.hr,
        name=f"{NOTE}: elke week",
        filters=about,
        file_format=ExportFormat.CSV,
        rhythm=Rhythm.WEEKLY,
    )
    note_looks(world.hr, [world.learner.pk], LookedAt.HR)
    rule = make_rule(
        Terms(
            activity=an_activity().pk,
            valid_from=today,
            entity=world.inside.pk,
            with_below=False,  # or else HR below rightly reads what is asked there
        ),
        name=f"{NOTE}: regel",
        by=world.hr,
        key=uuid4(),
    )
    except_from_rule(rule.pk, world.learner, by=world.hr, reason=NOTE, since=today)
    late = Participation.objects.of(world.learner).get(due_on__isnull=False)
    ask_for_more_time(late.pk, reason=NOTE, wished_on=today + timedelta(days=60))


def take_out(viewer: User, filters: RecordFilter) -> None:
    """A file made in the background, and one taken straight from the page."""
    today = clock.today()
    order_export(
        viewer,
        key=uuid4(),
        file_format=ExportFormat.XLSX,
        peildatum=today,
        filters=filters,
    )
    for _piece in begin_export(
        viewer,
        file_format=ExportFormat.CSV,
        peildatum=today,
        filters=filters,
        channel=Channel.PAGE,
    ):
        pass


def a_token(entity: Entity, by: User) -> str:
    """A token of a system that may do everything, bound to an entity."""
    made = make_token(
        f"Systeem van {entity.code}",
        scopes=EVERYTHING,
        entities=[entity],
        ends_on=clock.today() + timedelta(days=30),
        by=by,
    )
    return made.text
