"""How an outside LRS stands, in words for an administrator."""

from django.utils import formats
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common import clock
from lms.xapi.models import ForwardingTarget


def number(count: int) -> str:
    """A count as people write it, with its thousands apart."""
    return formats.number_format(count, force_grouping=True)


def statements(count: int) -> str:
    """So many statements."""
    return ngettext("%(n)s statement", "%(n)s statements", count) % {"n": number(count)}


def state(target: ForwardingTarget) -> str:
    """Off, on, or on and waiting after a failure."""
    if not target.active:
        return _("Off")
    if not target.trouble:
        return _("On")
    return _("On, waits after a failure")


def lag(target: ForwardingTarget) -> str:
    """How much waits for it, and how old the oldest of that is.

    ``target`` comes from ``targets.with_lag``.
    """
    count = target.lag  # type: ignore[attr-defined]
    if not count:
        return _("nothing waits")
    waits = statements(count)
    age = timesince(target.oldest, clock.now())  # type: ignore[attr-defined]
    return _("%(waits)s, the oldest has waited %(age)s") % {"waits": waits, "age": age}


def rate(target: ForwardingTarget) -> str:
    """How fast it took them the last time."""
    if target.rate is None:
        return _("nothing delivered yet")
    return _("%(n)s statements a minute") % {"n": number(round(target.rate))}


def trouble(target: ForwardingTarget) -> str:
    """What went wrong the last time; nothing when it went well."""
    return str(target.get_trouble_display()) if target.trouble else ""
