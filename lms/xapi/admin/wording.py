"""Statements in words for whoever administers them: sentence, result, and what they void."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from lms.xapi.statements.interactions import ALL_LISTS, BETWEEN_ANSWERS, BETWEEN_PAIR
from lms.xapi.statements.languages import text_in
from lms.xapi.statements.referring import target_of
from lms.xapi.statements.sentences import quoted, sentence
from lms.xapi.vocabulary import ANSWERED, PROGRESS


def in_words(statements: Iterable[StoredStatement]) -> dict[int, str]:
    """Each statement (by its key) as a sentence; one query at most, for what they refer to."""
    told = {one.pk: (one, json.loads(one.payload)) for one in statements}
    referred = _referred_to(content for _row, content in told.values())
    return {
        key: _sentence(content, referred, voided=one.voided)
        for key, (one, content) in told.items()
    }


def _referred_to(contents: Iterable[dict[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """The statements of the record store that are the object of others, by id."""
    ids = {found for one in contents if (found := target_of(one))}
    if not ids:
        return {}
    rows = StoredStatement.objects.in_store(Store.RECORD).filter(statement_id__in=ids)
    return {
        statement_id: json.loads(payload)
        for statement_id, payload in rows.values_list("statement_id", "payload")
    }


def _sentence(
    content: dict[str, Any], referred: dict[UUID, dict[str, Any]], *, voided: bool
) -> str:
    language = get_language() or "nl"
    words = sentence(content, language=language)
    if target_id := target_of(content):
        reference = content["object"]["id"]
        target = referred.get(target_id)
        what = sentence(target, language=language) if target else reference
        instead = _("the statement %(statement)s") % {"statement": quoted(what)}
        words = f"{words.removesuffix(reference)}{instead}"
    details = [*_details(content, language)]
    if voided:
        details.append(_("voided"))
    return f"{words} ({', '.join(details)})" if details else words


def _details(content: dict[str, Any], language: str) -> Iterable[str]:
    """What came of it: an answer, a score, whether it was good, how far."""
    result = content.get("result", {})
    if "response" in result and content["verb"]["id"] == ANSWERED.iri:
        yield _answer(content["object"], result["response"], language)
    if score := _score(result.get("score", {})):
        yield score
    if "success" in result:
        yield _("successful") if result["success"] else _("not successful")
    progress = result.get("extensions", {}).get(PROGRESS)
    if isinstance(progress, int | float):
        yield _("%(progress)s%%") % {"progress": progress}


def _answer(target: dict[str, Any], response: str, language: str) -> str:
    """The answers in words where the question lists them, else as they were given."""
    definition = target.get("definition", {})
    labels = {
        component["id"]: text_in(component.get("description", {}), language)
        for name in ALL_LISTS
        for component in definition.get(name, ())
    }
    given = [one.split(BETWEEN_PAIR) for one in response.split(BETWEEN_ANSWERS)]
    words = "; ".join(
        " – ".join(labels.get(part) or part for part in one) for one in given
    )
    return _("answer: %(answer)s") % {"answer": words}


def _score(score: dict[str, Any]) -> str:
    """Part two, 2.4.5.1: raw out of max where both are known, else scaled."""
    if "raw" in score and "max" in score:
        return _("%(raw)s out of %(max)s") % {"raw": score["raw"], "max": score["max"]}
    if "scaled" in score:
        percent = round(score["scaled"] * 100)
        return _("score %(percent)s%%") % {"percent": percent}
    return _("score %(raw)s") % {"raw": score["raw"]} if "raw" in score else ""
