"""How any value is judged: its type, its properties, its format.

A checker takes a value and answers what is wrong with it: nothing at all for most. The
paths in its answer begin at that value; whoever holds the value puts its own property in
front (``under``), so a valid statement costs no path.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from lms.xapi.statements import formats
from lms.xapi.statements.problems import Problem

Problems = Sequence[Problem]
Checker = Callable[[Any], Problems]
Rule = Callable[[dict[str, Any]], Iterable[Problem]]

FINE: Final[Problems] = ()


def under(place: str, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems, seen from the object or array that holds the value."""
    return [Problem(place + problem.path, problem.rule) for problem in problems]


# A bound of ours: a reader in another language looks through all of them.
MOST_LANGUAGES: Final = 500


def object_of(
    properties: Mapping[str, Checker],
    *,
    section: str,
    required: tuple[str, ...] = (),
    rule: Rule | None = None,
) -> Checker:
    """A checker of an object with these properties and no others.

    A null is refused by every checker, as part two, 2.2, wants. ``rule`` judges
    properties by each other; it meets any object, valid or not.
    """
    no_object = (Problem("", f"must be an object ({section})"),)
    missing = {
        name: Problem(f".{name}", f"is required ({section})") for name in required
    }
    unknown = _always(f"is no property of this object ({section})")

    def check(value: Any) -> Problems:
        if not isinstance(value, dict):
            return no_object
        found = [problem for name, problem in missing.items() if name not in value]
        for name, item in value.items():
            if problems := properties.get(name, unknown)(item):
                found += under(f".{name}", problems)
        if rule is not None:
            found += rule(value)
        return found

    return check


def _always(sentence: str) -> Checker:
    problems = (Problem("", sentence),)
    return lambda _: problems


def list_of(item: Checker, *, section: str, at_least_one: bool = False) -> Checker:
    """A checker of an array whose items all pass ``item``."""
    no_list = (Problem("", f"must be an array ({section})"),)
    empty = (Problem("", f"must not be empty ({section})"),)

    def check(value: Any) -> Problems:
        if not isinstance(value, list):
            return no_list
        if at_least_one and not value:
            return empty
        found: list[Problem] = []
        for number, inner in enumerate(value):
            if problems := item(inner):
                found += under(f"[{number}]", problems)
        return found

    return check


def text(*, section: str) -> Checker:
    """A checker of any string."""
    problem = (Problem("", f"must be a string ({section})"),)

    def check(value: Any) -> Problems:
        return FINE if isinstance(value, str) else problem

    return check


def matching(
    question: Callable[[str], bool], sentence: str, *, section: str
) -> Checker:
    """A checker of a string for which ``question`` holds; ``sentence`` says so."""
    problem = (Problem("", f"{sentence} ({section})"),)

    def check(value: Any) -> Problems:
        return FINE if isinstance(value, str) and question(value) else problem

    return check


def iri(*, section: str) -> Checker:
    """A checker of an IRI with a scheme."""
    return matching(formats.is_iri, "must be an IRI with a scheme", section=section)


def uuid(*, section: str) -> Checker:
    """A checker of a UUID in its standard form."""
    return matching(formats.is_uuid, "must be a UUID", section=section)


def duration(*, section: str) -> Checker:
    """A checker of an ISO 8601 duration."""
    return matching(
        formats.is_duration, "must be an ISO 8601 duration", section=section
    )


def language_tag(*, section: str) -> Checker:
    """A checker of a language tag of RFC 5646."""
    return matching(
        formats.is_language_tag, "must be a language tag of RFC 5646", section=section
    )


def exactly(*values: str, section: str) -> Checker:
    """A checker of one of these strings, in this very case."""
    return matching(
        frozenset(values).__contains__,
        f"must be {' or '.join(values)}",
        section=section,
    )


def boolean(*, section: str) -> Checker:
    """A checker of true or false, not of their names."""
    problem = (Problem("", f"must be true or false ({section})"),)

    def check(value: Any) -> Problems:
        return FINE if isinstance(value, bool) else problem

    return check


def is_number(value: Any) -> bool:
    """Is this a JSON number? (To Python true is one too, to JSON it is not.)"""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number(*, section: str) -> Checker:
    """A checker of a JSON number."""
    problem = (Problem("", f"must be a number ({section})"),)

    def check(value: Any) -> Problems:
        return FINE if is_number(value) else problem

    return check


def whole_number(*, section: str) -> Checker:
    """A checker of a whole number of zero or more."""
    problem = (Problem("", f"must be a whole number of zero or more ({section})"),)

    def check(value: Any) -> Problems:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return FINE if whole and value >= 0 else problem

    return check


def language_map(value: Any) -> Problems:
    """Check a map from language tags to text."""
    if not isinstance(value, dict):
        return (Problem("", "must be a language map (4.2)"),)
    if len(value) > MOST_LANGUAGES:
        return (Problem("", f"must have at most {MOST_LANGUAGES} languages here"),)
    found: list[Problem] = []
    for tag, label in value.items():
        if not formats.is_language_tag(tag):
            found.append(
                Problem(f".{tag}", "must have a language tag of RFC 5646 as key (4.2)")
            )
        if not isinstance(label, str):
            found.append(Problem(f".{tag}", "must be a string (4.2)"))
    return found


def extensions(value: Any) -> Problems:
    """Check a map from IRIs to any JSON, nulls included."""
    if not isinstance(value, dict):
        return (Problem("", "must be an object (4.1)"),)
    return [
        Problem(f".{key}", "must have an IRI as key (4.1)")
        for key in value
        if not formats.is_iri(key)
    ]
