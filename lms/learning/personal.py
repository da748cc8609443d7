"""What learning holds of a person: the record, and words and files about exemptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from lms.common.personal import HeldFile, Rows, holds
from lms.common.private import private_files
from lms.organisation.operations.runs import drop_files
from lms.xapi.append_only import lifted

from .models import (
    Attest,
    BulkLine,
    Completion,
    CompletionCorrection,
    Exemption,
    HistoricProof,
    HistoryLine,
    HistoryRun,
    LearningRequest,
    Participation,
    RuleException,
    Transition,
    VersionMove,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.accounts.models import User

NO_NAMES = {"person_key": "", "last_name": "", "first_name": ""}
NO_FILE = {"file_name": "", "file_type": "", "file_content": None}
NO_WORDS = {"reason": "", "proof": "", **NO_FILE}


def announce() -> None:
    """Tell the platform what is held. The record stays, without the cells that name."""
    holds("learning: participations", collect=_participations)
    holds("learning: record", collect=_record, erase=_empty_name_cells)
    holds("learning: completions", collect=_completions)
    holds("learning: exemptions", collect=_exemptions, erase=_empty_exemptions)
    holds("learning: historic", collect=_historic, erase=_empty_historic)
    holds("learning: imports", collect=_imported, erase=_forget_imported)
    holds("learning: corrections", collect=_corrections, erase=_empty_corrections)
    holds("learning: moves", collect=_moves, erase=_empty_moves)
    holds("learning: exceptions", collect=_exceptions, erase=_empty_exceptions)
    holds("learning: requests", collect=_requests, erase=_empty_requests)
    holds("learning: attests", collect=_attests, erase=_empty_attests)
    holds("learning: lists of people", collect=_lines, erase=_empty_lines)


def _participations(person: User) -> Rows:
    """Whatever somebody takes part in, steps of a course included."""
    own = Participation.objects.filter(learner=person).order_by("pk")
    return [
        {
            "at": each.activity.title,
            "as": str(each.mandate or ""),
            "status": each.get_status_display(),
            "progress": each.progress,
            "due_on": each.due_on,
            "assigned": each.assigned,
            "in_trajectory": each.in_trajectory,
            "shared": each.shared,
            "registered_at": each.registered_at,
            "started_at": each.started_at,
            "last_activity_at": each.last_activity_at,
            "closed_at": each.closed_at,
            "registration": str(each.registration),
        }
        for each in own.select_related("activity", "mandate__entity", "mandate__role")
    ]


def _record(person: User) -> Rows:
    """The rows from which the lists and exports of HR are made."""
    own = Transition.objects.filter(participation__learner=person).order_by("pk")
    return [
        {
            "at": each.activity_title,
            "change": each.get_change_display(),
            "recorded_at": each.recorded_at,
            "status": each.get_status_display(),
            "visible_to_hr": each.visible_to_hr,
            "started_on": each.started_on,
            "completed_on": each.completed_on,
            "due_on": each.due_on,
            "source": each.get_source_display(),
            "persoon_id": each.person_key,
            "last_name": each.last_name,
            "first_name": each.first_name,
            "entity": each.entity_name,
            "role": each.role_name,
        }
        for each in own
    ]


def _empty_name_cells(person: User) -> int:
    """Who it was goes: key, name and first name. Every other cell of a record stays."""
    own = Transition.objects.filter(participation__learner=person)
    with lifted():  # an erasure
        return own.exclude(**NO_NAMES).update(**NO_NAMES)


def _completions(person: User) -> Rows:
    own = Completion.objects.filter(learner=person).order_by("pk")
    return [
        {
            "at": each.activity.title,
            "completed_at": each.completed_at,
            "activity_version": each.activity_version,
            "source": each.get_source_display(),
            "evidence": each.evidence,
            "entity": each.entity.name if each.entity else "",
            "role": each.role.name if each.role else "",
        }
        for each in own.select_related("activity", "entity", "role")
    ]


def _exemptions(person: User) -> Rows:
    own = Exemption.objects.filter(completion__learner=person).order_by("pk")
    fields = ("reason", "proof", "recorded_at", "file_name", "file_content")
    return [_with_file(dict(row)) for row in own.values(*fields)]


def _with_file(row: dict[str, Any]) -> dict[str, Any]:
    name, content = row.pop("file_name"), row.pop("file_content")
    kept = [HeldFile(name, partial(bytes, content))] if content is not None else []
    return {**row, "files": kept}


def _empty_exemptions(person: User) -> int:
    return Exemption.objects.filter(completion__learner=person).update(**NO_WORDS)


def _historic(person: User) -> Rows:
    """What was seen of what was completed before the platform was there."""
    own = HistoricProof.objects.filter(completion__learner=person).order_by("pk")
    return [
        {
            "at": each.completion.activity.title,
            "completed_at": each.completion.completed_at,
            "proof": each.proof,
            "recorded_at": each.recorded_at,
        }
        for each in own.select_related("completion__activity")
    ]


def _empty_historic(person: User) -> int:
    own = HistoricProof.objects.filter(completion__learner=person)
    return own.exclude(proof="").update(proof="")


def _imported(person: User) -> Rows:
    fields = ("run__received_at", "number", "column", "given", "text")
    return [dict(row) for row in _lines_about(person).values(*fields, "proof")]


def _forget_imported(person: User) -> int:
    """The files in which they may stand go too: a run that waits has to be sent anew."""
    about = _lines_about(person)
    drop_files(HistoryRun.objects.exclude(file="").filter(lines__in=about).distinct())
    count, _by_model = about.delete()
    return count


def _lines_about(person: User) -> QuerySet[HistoryLine]:
    names = [
        name for name in (person.vo_id, person.personnel_number, person.email) if name
    ]
    named = Q(person=person) | Q(who__in=names) | Q(given__in=names)
    found: QuerySet[HistoryLine] = HistoryLine.objects.filter(named)
    return found


def _corrections(person: User) -> Rows:
    own = CompletionCorrection.objects.filter(completion__learner=person).order_by("pk")
    return [
        {
            "at": each.completion.activity.title,
            "reason": each.reason,
            "recorded_at": each.recorded_at,
        }
        for each in own.select_related("completion__activity")
    ]


def _empty_corrections(person: User) -> int:
    own = CompletionCorrection.objects.filter(completion__learner=person)
    return own.update(reason="")


def _moves(person: User) -> Rows:
    own = VersionMove.objects.filter(participation__learner=person).order_by("pk")
    return [dict(row) for row in own.values("reason", "transition__recorded_at")]


def _empty_moves(person: User) -> int:
    return VersionMove.objects.filter(participation__learner=person).update(reason="")


def _exceptions(person: User) -> Rows:
    own = RuleException.objects.filter(person=person).order_by("pk")
    fields = ("rule__name", "reason", "due_on", "valid_from", "valid_to")
    return [dict(row) for row in own.values(*fields)]


def _empty_exceptions(person: User) -> int:
    return RuleException.objects.filter(person=person).update(reason="")


def _requests(person: User) -> Rows:
    own = LearningRequest.objects.filter(learner=person).order_by("pk")
    fields = ("kind", "activity__title", "reason", "wished_on", "asked_at", "state")
    return [dict(row) for row in own.values(*fields, "granted_on", "answer")]


def _empty_requests(person: User) -> int:
    own = LearningRequest.objects.filter(learner=person)
    return own.update(reason="", answer="")


def _attests(person: User) -> Rows:
    own = Attest.objects.filter(person=person).order_by("pk")
    fields = ("kind", "institution__name", "hours", "held_on", "file_name", "state")
    return [dict(row) for row in own.values(*fields, "answer")]


def _empty_attests(person: User) -> int:
    """The file goes once it is committed: what rolls back has its file still."""
    own = Attest.objects.filter(person=person)
    for name in own.exclude(file="").values_list("file", flat=True):
        transaction.on_commit(partial(private_files().delete, name))
    return own.update(file="", file_name="", file_type="", answer="")


def _lines(person: User) -> Rows:
    own = BulkLine.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in own.values("bulk__activity__title", "given", "state")]


def _empty_lines(person: User) -> int:
    return BulkLine.objects.filter(person=person).update(given="", person=None)
