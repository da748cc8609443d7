"""Terms and roles that a content file names, looked up once."""

from collections.abc import Iterable

from lms.learning.enums import Facet
from lms.learning.models import Term
from lms.organisation.models import IntegrityRole

from .reading import Data

FACETS = {
    Facet.PILLAR: "pillars",
    Facet.PRINCIPLE: "principles",
    Facet.LEVEL: "levels",
    Facet.THEME: "themes",
}


class Vocabulary:
    """All terms and roles, by what the content files call them."""

    def __init__(self) -> None:
        self._terms = {(term.facet, term.slug): term for term in Term.objects.all()}
        self._roles = {role.slug: role for role in IntegrityRole.objects.all()}

    def terms(self, data: Data) -> list[Term]:
        """The terms of a course, a scenario or a trajectory."""
        return [
            self._terms[facet, slug]
            for facet, key in FACETS.items()
            for slug in data.get(key, ())
        ]

    def roles(self, slugs: Iterable[str]) -> list[IntegrityRole]:
        """The roles it is recommended for."""
        return [self._roles[slug] for slug in slugs]
