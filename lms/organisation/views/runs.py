"""What the pages of every import of a file show alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from lms.organisation.enums import RunState
from lms.organisation.models import FileRun

SHOWN: Final = 20
LINES: Final = 50
CSV: Final = "text/csv; charset=utf-8"
ALL: Final = "alle"


def report_context(
    request: HttpRequest, run: Any, outcomes: Sequence[Any]
) -> dict[str, Any]:
    """The lines of a report, by the outcome that was chosen; what is wrong comes first.

    ``outcomes`` are those of which lines are told, the wrong ones first; one query for
    the lines and one for their number.
    """
    wrong = outcomes[0]
    chosen = request.GET.get("resultaat", "")
    if chosen not in outcomes:
        chosen = wrong if chosen != ALL and run.numbers.get(wrong) else ""
    lines = run.lines.filter(outcome=chosen) if chosen else run.lines.all()
    return {
        "run": run,
        "page": Paginator(lines, LINES).get_page(request.GET.get("p")),
        "chosen": chosen,
        "choices": [
            (each.value, each.label, run.numbers.get(each.value, 0))
            for each in outcomes
        ],
        "failed": run.state == RunState.FAILED,
        "checked": run.state == RunState.CHECKED,
    }


def last_runs(runs: type[FileRun]) -> Any:
    """The last imports of a kind, with who sent them."""
    return runs.objects.select_related("by")[:SHOWN]


def as_file(content: bytes, name: str) -> HttpResponse:
    """A CSV to keep."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        content, content_type=CSV, headers={"Content-Disposition": disposition}
    )
