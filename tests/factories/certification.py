"""Trajectories with a certificate, and people who earn it through the real operations."""

from datetime import timedelta

from wagtail.models import Page

from certification import operations
from certification.models import (
    Certificate,
    CertificateTerms,
    TrajectoryPage,
)
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Purpose
from lms.learning.models import Completion, LearningActivity
from lms.learning.rules import AllOf, Needs
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

WORDING = (
    "{given_name} {family_name}, {role} bij {entity}, heeft het traject voltooid op "
    "{completed_on}. Dit certificaat is geldig tot en met {valid_until}. Nummer {number}: "
    "controleer op {url}."
)


def a_trajectory(*, requires=(), refresher=(), terms=None, **card) -> LearningActivity:
    """A trajectory on offer with a certificate of 36 months, over two courses or ``requires``.

    ``refresher`` is what it takes to renew; ``terms`` go over those of the certificate.
    """
    card.setdefault("title", "Traject contactpersonen")
    card.setdefault("code", "TR-01")
    activity = an_activity(
        ActivityKind.TRAJECTORY,
        requires=requires
        or [an_activity(title="De code"), an_activity(title="Melden")],
        **card,
    )
    CertificateTerms.objects.create(
        trajectory=activity,
        wording=WORDING,
        **{"validity_months": 36, "renewal_months": 6, **(terms or {})},
    )
    if refresher:
        rule = AllOf(tuple(Needs(part.key) for part in refresher))
        learning.set_requirements(activity, rule, purpose=Purpose.RENEWAL)
    return activity


def parts_of(trajectory):
    return [
        node.activity
        for node in trajectory.requirement_trees.get(is_current=True, purpose="first")
        .nodes.filter(activity__isnull=False)
        .select_related("activity")
    ]


def complete(learner, activity, *, mandate=None, at=None):
    """Do an activity from beginning to end."""
    part = learning.register(learner, activity, mandate=mandate)
    return learning.report_progress(part.pk, 100, at=at)


def follow(trajectory, *, mandate=None, at=None) -> Completion:
    """Somebody who completes a trajectory, each part on the day ``at`` (default: today)."""
    mandate = mandate or MandateFactory()
    learner = mandate.person
    at = at or clock.now()
    learning.register(learner, trajectory, mandate=mandate, at=at - timedelta(days=30))
    for part in parts_of(trajectory):
        complete(learner, part, mandate=mandate, at=at)
    return Completion.objects.get(learner=learner, activity=trajectory)


def a_certificate(*, trajectory=None, mandate=None, at=None) -> Certificate:
    """A certificate that somebody earned."""
    completion = follow(trajectory or a_trajectory(), mandate=mandate, at=at)
    return operations.award(completion.pk)


def a_group(title, parts, *, minimum=None, rule="at-least", **fields):
    """A group as the editor holds it; ``parts`` are activities and groups like this one."""
    return {
        "title": title,
        "rule": "all" if minimum is None else rule,
        "amount": minimum,
        **fields,
        "parts": [
            ("group", part) if isinstance(part, dict) else ("activity", _wanted(part))
            for part in parts
        ],
    }


def _wanted(part):
    activity, worth = part if isinstance(part, tuple) else (part, None)
    return {"activity": activity, "worth": worth}


def a_trajectory_page(*, groups, parent=None, **fields) -> TrajectoryPage:
    """An unpublished page; ``groups``: (title, minimum or None, activities)."""
    page = TrajectoryPage(
        title=fields.pop("title", "Traject contactpersonen"),
        duration_minutes=fields.pop("duration_minutes", 600),
        certificate_text=WORDING,
        live=False,
        **fields,
    )
    page.requirements = [
        ("group", a_group(title, activities, minimum=minimum))
        for title, minimum, activities in groups
    ]
    parent = parent or Page.objects.get(depth=2)
    parent.add_child(instance=page)
    return page
