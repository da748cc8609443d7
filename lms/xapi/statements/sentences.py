"""A statement as a sentence for people."""

from typing import Any

from .presenting import one_language


def sentence(statement: dict[str, Any], *, language: str) -> str:
    """Who did what, in ``language`` where the statement has it.

    An agent is called by its account name alone, never by a name or an address.
    """
    return f"{_who(statement['actor'])} {deed(statement, language=language)}"


def deed(statement: dict[str, Any], *, language: str) -> str:
    """The same without who: what was done, to what."""
    verb = statement["verb"]
    did = _label(verb.get("display", {}), language) or _tail(verb["id"])
    return f"{did} {_what(statement['object'], language)}"


def _who(agent: dict[str, Any]) -> str:
    return str(agent.get("account", {}).get("name") or "…")


def _what(target: dict[str, Any], language: str) -> str:
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        name = target.get("definition", {}).get("name", {})
        return f"“{_label(name, language) or target['id']}”"
    if kind == "StatementRef":
        return str(target["id"])
    if kind == "SubStatement":
        return sentence(target, language=language)
    return _who(target)


def _label(labels: dict[str, str], language: str) -> str:
    return "".join(one_language(labels, [language]).values())


def _tail(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]
