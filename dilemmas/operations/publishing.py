"""From a page to a version, and the umbrella above it."""

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from dilemmas.graph import check, compile_story
from dilemmas.models import (
    DilemmaIndexPage,
    ScenarioPage,
    ScenarioVersion,
    source_of,
)
from dilemmas.wording import sentences
from lms.common import clock
from lms.content.exceptions import NotPublishable
from lms.learning.models import LearningActivity
from lms.learning.operations import set_requirements
from lms.learning.rules import AtLeast, Needs


@transaction.atomic
def freeze_version(page: ScenarioPage) -> ScenarioVersion:
    """Check a page that goes live, and compile it to a version of its own.

    Called inside the transaction that publishes the page. A page whose story is, word
    for word, the version in force stays on it, so that people who play the same story
    wait together. Raises ``NotPublishable`` with what the checks find, and for a
    translation whose source is not live: learners come to it through that page.
    """
    source = source_of(page)
    if source and not source.live:
        told = _("Publish “%(title)s” first: this page is a translation of it.")
        raise NotPublishable([told % {"title": source.title}])
    story = page.story
    if findings := check(story):
        raise NotPublishable(sentences(findings, story))
    graph = compile_story(story)
    language = page.locale.language_code
    versions = ScenarioVersion.objects.of_scenario(
        page.translation_key, language=language
    )
    latest = versions.first()
    if latest and not latest.is_withdrawn and latest.graph == graph:
        return latest
    last = versions.order_by().aggregate(last=Max("number"))["last"] or 0
    return ScenarioVersion.objects.create(
        scenario=page.translation_key,
        language=language,
        number=last + 1,
        start=graph["start"],
        graph=graph,
        revision=page.live_revision_id,
        published_at=clock.now(),
    )


@transaction.atomic
def withdraw_version(version_id: int) -> None:
    """Take a version out of force: no play begins on it, and those on it stop politely."""
    ScenarioVersion.objects.in_force().filter(pk=version_id).update(
        withdrawn_at=clock.now()
    )


@transaction.atomic
def keep_umbrella_in_step(umbrella: DilemmaIndexPage) -> None:
    """Have the umbrella ask for one of the scenarios that are live below it, in page order.

    Its translations are the same module, and so are the scenarios below them.
    """
    activity = LearningActivity.objects.filter(key=umbrella.translation_key).first()
    if activity is None:
        return
    below = Q(pk__in=[])
    for one in DilemmaIndexPage.objects.filter(translation_key=activity.key):
        below |= Q(path__startswith=one.path, depth=one.depth + 1)
    live = ScenarioPage.objects.live().filter(below).order_by("path")
    keys = list(dict.fromkeys(live.values_list("translation_key", flat=True)))
    known = set(
        LearningActivity.objects.filter(key__in=keys).values_list("key", flat=True)
    )
    rule = AtLeast(1, tuple(Needs(key) for key in keys if key in known))
    set_requirements(activity, rule)
