"""A statement as a sentence for people."""

from typing import Any, Final

from lms.xapi.vocabulary import known_verb

from .languages import text_in

_SINGLE: Final = str.maketrans("“”", "\u2018\u2019")


def sentence(statement: dict[str, Any], *, language: str) -> str:
    """Who did what, in ``language`` where the statement or our vocabulary has it.

    An agent is called by its account name alone, never by a name or an address.
    """
    return f"{_who(statement['actor'])} {deed(statement, language=language)}"


def deed(statement: dict[str, Any], *, language: str) -> str:
    """The same without who: what was done, to what."""
    return f"{_did(statement['verb'], language)} {_what(statement['object'], language)}"


def quoted(text: str) -> str:
    """Between quotation marks; those within it become single ones."""
    return f"“{text.translate(_SINGLE)}”"


def _did(verb: dict[str, Any], language: str) -> str:
    """As the statement says it in this language, as we say it, or as best we can."""
    said = verb.get("display", {})
    known = known_verb(verb["id"])
    labels = [said, known.display if known else {}]
    for display in labels:
        label = text_in(display, language)
        if label and _has(display, language):
            return label
    return text_in(said, language) or _tail(verb["id"])


def _who(agent: dict[str, Any]) -> str:
    return str(agent.get("account", {}).get("name") or "…")


def _what(target: dict[str, Any], language: str) -> str:
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        name = target.get("definition", {}).get("name", {})
        return quoted(text_in(name, language) or target["id"])
    if kind == "StatementRef":
        return str(target["id"])
    if kind == "SubStatement":
        return sentence(target, language=language)
    return _who(target)


def _has(labels: dict[str, str], language: str) -> bool:
    """Whether the label is in this language, and not just in some other."""
    spoken = language.partition("-")[0].lower()
    return any(tag.partition("-")[0].lower() == spoken for tag in labels)


def _tail(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]
