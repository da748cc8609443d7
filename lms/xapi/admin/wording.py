"""Statements in words for whoever administers them: sentence, result, and what they void."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from lms.xapi.statements.presenting import one_language
from lms.xapi.statements.sentences import quoted, sentence
from lms.xapi.vocabulary import ANSWERED, PROGRESS

# Part two, 2.4.4.1, "Interaction Components": the lists whose ids a response names.
_COMPONENTS = ("choices", "scale", "source", "target", "steps")
_BETWEEN_ANSWERS = "[,]"


def in_words(statements: Iterable[StoredStatement]) -> dict[int, str]:
    """Each statement (by its key) as a sentence; one query at most, for what they refer to."""
    told = {one.pk: (one, json.loads(one.payload)) for one in statements}
    referred = _referred_to(content for _row, content in told.values())
    return {
        key: _sentence(content, referred, voided=one.voided)
        for key, (one, content) in told.items()
    }


def reference_of(content: dict[str, Any]) -> str | None:
    """The id of the statement that is the object of this one, if it has such an object."""
    target = content["object"]
    return str(target["id"]) if target.get("objectType") == "StatementRef" else None


def _referred_to(contents: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The statements of the record store that are the object of others, by id."""
    ids = {found.lower() for one in contents if (found := reference_of(one))}
    if not ids:
        return {}
    rows = StoredStatement.objects.in_store(Store.RECORD).filter(statement_id__in=ids)
    return {
        str(statement_id): json.loads(payload)
        for statement_id, payload in rows.values_list("statement_id", "payload")
    }


def _sentence(
    content: dict[str, Any], referred: dict[str, dict[str, Any]], *, voided: bool
) -> str:
    language = get_language() or "nl"
    words = sentence(content, language=language)
    reference = reference_of(content)
    if reference:
        target = referred.get(reference.lower())
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
        component["id"]: _label(component.get("description", {}), language)
        for name in _COMPONENTS
        for component in definition.get(name, ())
    }
    given = response.split(_BETWEEN_ANSWERS)
    words = "; ".join(labels.get(one) or one for one in given)
    return _("answer: %(answer)s") % {"answer": words}


def _label(labels: dict[str, str], language: str) -> str:
    return "".join(one_language(labels, [language]).values())


def _score(score: dict[str, Any]) -> str:
    """Part two, 2.4.5.1: raw out of max where both are known, else scaled."""
    if "raw" in score and "max" in score:
        return _("%(raw)s out of %(max)s") % {"raw": score["raw"], "max": score["max"]}
    if "scaled" in score:
        percent = round(score["scaled"] * 100)
        return _("score %(percent)s%%") % {"percent": percent}
    return _("score %(raw)s") % {"raw": score["raw"]} if "raw" in score else ""
