"""How names of roles read. Plain Python."""


def within_a_sentence(name: str) -> str:
    """A name of a role as it stands within a sentence; an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
