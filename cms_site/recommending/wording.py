"""A reason in words, as it stands above what is recommended."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cms_site.catalogue.facets import ROLE
from cms_site.catalogue.offer import Offer
from lms.organisation.wording import within_a_sentence

from .rule import Reason

Names = Mapping[str, Mapping[str, str]]  # by facet, by value


def names_of(offer: Offer) -> Names:
    """What the values of the facets of an offer are called."""
    known = (*offer.vocabularies, offer.halves)
    return {vocabulary.name: dict(vocabulary.values) for vocabulary in known}


def sentences_of(reason: Reason, names: Names) -> tuple[str, ...]:
    """One sentence, or two: why it is for this person, and what it adds."""
    found = []
    if reason.trajectory:
        found.append(_("The next step of “%(title)s”") % {"title": reason.trajectory})
    elif reason.after:
        found.append(_("Follows on “%(title)s”") % {"title": reason.after})
    elif reason.roles:
        found.append(
            _("Recommended if you are %(role)s")
            % {"role": _together(reason.roles, names[ROLE])}
        )
    if reason.new:
        side = names[reason.side]
        found.append(
            _("You did something about %(known)s. This is about %(new)s.")
            % {
                "known": within_a_sentence(side.get(reason.known, reason.known)),
                "new": within_a_sentence(side.get(reason.new, reason.new)),
            }
        )
    return tuple(found)


def _together(roles: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Names of roles, one after the other, the last after "and"."""
    *others, last = (within_a_sentence(names.get(role, role)) for role in roles)
    if not others:
        return last
    return _("%(some)s and %(last)s") % {"some": ", ".join(others), "last": last}
