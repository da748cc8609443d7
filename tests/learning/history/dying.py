"""Workers that die by kill -9 in the middle of an import of completions.

usage: python -m tests.learning.history.dying POINTS FOLDER

For each of the POINTS, the beginning of an SQL statement, a list of four people is
ordered, and a process that records it dies the second time that it comes there; another
ticks. What is left is printed as a line of JSON.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

from tests.certification.dying import Killer, in_a_process, set_up

PEOPLE = 4


class SecondTime(Killer):
    """Lets the first one pass."""

    passed = False

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(str(self.point)) and not self.passed:
            self.passed = True
            return execute(sql, *rest)
        return super().__call__(execute, sql, *rest)


def order(number: int) -> int:
    """A list that was checked and ordered, and at which nobody works."""
    from lms.learning import operations as learning  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415
    from tests.factories.history import a_list, a_row  # noqa: PLC0415
    from tests.factories.learning import an_activity  # noqa: PLC0415
    from tests.factories.organisation import (  # noqa: PLC0415
        EntityFactory,
        MandateFactory,
    )

    # Every process counts anew, in one database.
    UserFactory.reset_sequence(1000 * number, force=True)
    entity = EntityFactory(code=f"E-{number}", name=f"Entiteit {number}")
    code = f"OPL-{number}"
    an_activity(code=code)
    people = [MandateFactory(entity=entity).person for _ in range(PEOPLE)]
    content = a_list(*(a_row(each.vo_id, code) for each in people))
    run = learning.receive_history(
        content, name="lijst.csv", by=UserFactory(), key=uuid4()
    )
    learning.work_at_history(run.pk)
    assert learning.order_history(run.pk)
    return run.pk


def record(run: int, point: str) -> bool:
    """Record it, one line at a time, and die at a point."""
    from lms.learning.operations import importing  # noqa: PLC0415

    importing.TOGETHER = 1
    with connection.execute_wrapper(SecondTime(point)):
        return importing.work_at_history(run)


def look(run: int) -> dict[str, Any]:
    """How far the dead one came; then tick twice, and tell what there is for each."""
    from lms.common import clock  # noqa: PLC0415
    from lms.learning.models import HistoricProof, HistoryRun  # noqa: PLC0415
    from lms.xapi.models import StoredStatement  # noqa: PLC0415

    done = HistoricProof.objects.filter(run=run).count()
    for _ in range(2):
        with clock.at(clock.now() + timedelta(days=1)):
            call_command("tick", verbosity=0)
    found = HistoryRun.objects.get(pk=run)
    people = [line.person for line in found.lines.select_related("person")]
    told = StoredStatement.objects.filter(verb__endswith="/completed")
    return {
        "done_before": done,
        "state": found.state,
        "numbers": found.numbers,
        "completions": [one.completions.count() for one in people],
        "told": [
            told.filter(
                registration__in=one.participations.values("registration")
            ).count()
            for one in people
        ],
        "proofs": HistoricProof.objects.filter(run=run).count(),
    }


def main(points: list[str], folder: Path) -> None:
    set_up(folder)
    for number, point in enumerate(points, start=1):
        run = in_a_process(lambda number=number: order(number))
        took = in_a_process(lambda run=run, point=point: record(run, point))
        left = in_a_process(lambda run=run: look(run))
        line = {"point": point, "killed": took is None, **left}
        print(json.dumps(line), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]))
