"""What templates of every app use."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common import html
from lms.content import fragments
from lms.content.models import SignpostSettings

register = template.Library()

# Browsers know Dutch hyphenation or they do not; a title must not break anywhere.
LONG_WORD = re.compile(r"[^\W\d_]{17,}")
FEWEST = 4  # letters on either side of a hyphen
# After what ends the first part of a compound, and before what often begins the last.
SEAM = re.compile(
    r"(?<=iteits)|(?<=heids)|(?<=ings)|(?<=schaps)|(?<=grens)|(?<=fessiona)"
    r"|(?<=luiders)|(?<=klachten)|(?<=belangen)|(?<=geschenken)"
    r"|(?=traject|beleid|persoon|persone|regeling|verklaring|ambten|co[oö]rd|verantw"
    r"|campus|analyse|gesprek|opdracht|beheer|overschr|verlening|lijk(?:heid|heids)\b)",
    re.IGNORECASE,
)
# A single consonant between vowels begins a syllable, and a double one is shared.
SYLLABLE = re.compile(
    r"(?<=[aeiouyëïöü])(?=[bdfgjklmnprstvwz][aeiouyëïöü])"
    r"|(?<=b)(?=b)|(?<=d)(?=d)|(?<=f)(?=f)|(?<=g)(?=g)|(?<=k)(?=k)|(?<=l)(?=l)"
    r"|(?<=m)(?=m)|(?<=n)(?=n)|(?<=p)(?=p)|(?<=r)(?=r)|(?<=s)(?=s)|(?<=t)(?=t)",
    re.IGNORECASE,
)
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@register.filter
def plain(text: str) -> SafeString:
    """What a person typed, with its line breaks and links, safely."""
    return html.from_plain(text or "")


@register.filter
def soft(text: object) -> str:
    """A title whose very long words may break where a reader would break them.

    Soft hyphens show only where a line ends. A shorter word stays as it is, so that
    what is searched, copied and read out is what was written.
    """
    return LONG_WORD.sub(lambda found: _with_soft_hyphens(found[0]), str(text))


def _with_soft_hyphens(word: str) -> str:
    """Seams of a compound first; where two lie far apart, a syllable between them."""
    last = len(word) - FEWEST
    seams = [m.start() for m in SEAM.finditer(word) if FEWEST <= m.start() <= last]
    syllables = [m.start() for m in SYLLABLE.finditer(word)]
    breaks: list[int] = []
    for seam in [*seams, len(word)]:
        begin = breaks[-1] if breaks else 0
        if seam - begin > 2 * FEWEST + 2:
            breaks += [
                found for found in syllables if begin + FEWEST <= found <= seam - FEWEST
            ]
        if seam < len(word) and seam - (breaks[-1] if breaks else 0) >= 3:
            breaks.append(seam)
    for place in reversed(breaks):
        word = word[:place] + SOFT_HYPHEN + word[place:]
    return word


@register.filter
def minutes(value: int) -> str:
    """A duration in words: "45 min", "1 u. 20 min", "1 dag"."""
    total = timedelta(minutes=int(value or 0))
    hours, rest = divmod(total.seconds // 60, 60)
    if int(value or 0) >= 360:
        days = max(1, round(int(value) / 420))
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    if hours and rest:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    if hours:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(minutes)s min") % {"minutes": rest}


@register.filter
def hours(value: int) -> str:
    """A duration in full words and to the minute: where it is counted, not planned."""
    whole, rest = divmod(int(value or 0), 60)
    minutes_ = ngettext("%(minutes)s minute", "%(minutes)s minutes", rest)
    said = minutes_ % {"minutes": rest}
    if not whole:
        return said
    hours_ = ngettext("%(hours)s hour", "%(hours)s hours", whole) % {"hours": whole}
    return (
        _("%(hours)s and %(minutes)s")
        % {
            "hours": hours_,
            "minutes": said,
        }
        if rest
        else hours_
    )


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """The first, the last and those around a page of a list, with an ellipsis between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def component(template: str, **values: object) -> SafeString:
    """A component that follows from plain values alone: cheaper than to include it.

    ``{% component "components/icon.html" name="clock" %}``
    """
    return fragments.rendered(template, values)


@register.inclusion_tag("content/signpost_card.html")
def signpost(*, on_its_page: bool = False, first: str = "") -> dict[str, object]:
    """The card "Bij wie kun je terecht?"; on its own page without saying that again.

    ``first`` is what to say for this page before the rest.
    """
    return {
        "groups": SignpostSettings.load().groups,
        "on_its_page": on_its_page,
        "first": first,
    }
