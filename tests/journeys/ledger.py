"""What the database holds of one person's doings, to compare with what was shown."""

from datetime import UTC, datetime
from typing import Any

from tests.journeys.server import Server

IMPORTS = """
from collections import Counter
from datetime import datetime
from courses.models import Answer, ReflectionNote
from dilemmas.models import Play, PlayStep
from lms.accounts.models import User
from lms.learning.models import Completion, Participation
from lms.xapi.models import StoredStatement

def ledger(email, since):
    person = User.objects.get(email=email)
    since = datetime.fromisoformat(since)
    mine = Participation.objects.filter(learner=person)
    answers = Answer.objects.filter(participation__learner=person, answered_at__gte=since)
    said = StoredStatement.objects.filter(
        stored__gte=since, payload__contains=str(person.public_id)
    )
    steps = PlayStep.objects.filter(play__learner=person, made_at__gte=since)
    return {
        "answers": answers.count(),
        "answered": answers.values("question").distinct().count(),
        "notes": list(
            ReflectionNote.objects.filter(
                participation__learner=person, saved_at__gte=since
            ).values_list("text", flat=True)
        ),
        "plays": Play.objects.filter(learner=person, started_at__gte=since).count(),
        "steps": list(steps.order_by("pk").values_list("number", flat=True)),
        "completed": sorted(
            Completion.objects.filter(
                participation__learner=person, completed_at__gte=since
            ).values_list("participation__activity__title", flat=True)
        ),
        "twice": [
            title
            for title, count in Counter(
                mine.filter(status="bezig").values_list("activity__title", flat=True)
            ).items()
            if count > 1
        ],
        "said": dict(Counter(one.verb.rsplit("/", 1)[-1] for one in said)),
    }
"""


class Ledger:
    """Counts from the moment it is made."""

    def __init__(self, server: Server, email: str) -> None:
        self.server = server
        self.email = email
        self.since = datetime.now(UTC).isoformat()

    def read(self) -> dict[str, Any]:
        """What this person did since, as the tables have it."""
        expression = f"ledger({self.email!r}, {self.since!r})"
        found: dict[str, Any] = self.server.ask(IMPORTS, expression)
        return found
