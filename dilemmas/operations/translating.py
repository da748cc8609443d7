"""A scenario in another language: its structure follows the source, its words stay its own.

Wagtail copies the page (keys are shared by translations, ``ScenarioPage``). From then on
each language has a draft and versions of its own, and an author brings the draft in step
when the source changes: nothing changes in a translation that nobody looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Locale, Page, Revision

from dilemmas.exceptions import (
    ChangedMeanwhile,
    NotATranslation,
    NotWritable,
    SceneGone,
)
from dilemmas.graph.translating import SCENARIO_WORDS, in_step
from dilemmas.models import DilemmaIndexPage, ScenarioPage, SourceText, source_of
from lms.common import clock

from .writing import fingerprint, revise

if TYPE_CHECKING:
    from lms.accounts.models import User

Content = dict[str, Any]


def told_by(source: ScenarioPage) -> Content:
    """What a translation goes by: the source as published, and as drafted before that."""
    revision = source.live_revision
    if not source.live:
        return source.draft_content
    content: Content = revision.content if revision else source.serializable_data()
    return content


def may_read(source: ScenarioPage, reader: User) -> bool:
    """Whether this author may read what a translation goes by: a draft is its writers' own."""
    return bool(source.live or source.permissions_for_user(reader).can_edit())


def parts_of(content: Content, scenario: UUID) -> dict[UUID, Content]:
    """The parts that are translated: what is in no scene, by the scenario's key, and scenes."""
    around = {name: content.get(name) for name in SCENARIO_WORDS}
    return {
        scenario: {**around, "flags": content.get("flags", [])},
        **{UUID(scene["key"]): scene for scene in content.get("scenes", [])},
    }


@transaction.atomic
def begin_translation(page_id: int, language: str, *, author: User) -> ScenarioPage:
    """A draft of a scenario in another language, in the words of the source at first.

    Answers the translation that is there already, if there is one. Raises ``NotWritable``
    when the author may not write this scenario or beside it, or when the site knows no
    such language.
    """
    Page.objects.select_for_update().get(pk=page_id)
    source = ScenarioPage.objects.get(pk=page_id)
    beside = source.get_parent().permissions_for_user(author)
    mine = source.permissions_for_user(author).can_edit() and beside.can_add_subpage()
    if not mine or language not in dict(settings.LANGUAGES):
        raise NotWritable(_("You cannot begin this translation."))
    locale, _created = Locale.objects.get_or_create(language_code=language)
    if known := source.get_translation_or_none(locale):
        there: ScenarioPage = known.specific
        return there
    begun = source.copy_for_translation(locale, copy_parents=True)
    return ScenarioPage.objects.get(pk=begun.pk)


@transaction.atomic
def carry_structure(page_id: int, *, author: User) -> Revision:
    """Bring the draft of a translation in step with its source, words aside.

    Raises ``NotATranslation``, and ``NotWritable`` as every writing of a draft does.
    """
    page = ScenarioPage.objects.get(pk=page_id)
    content = told_by(_source(page, reader=author))

    def change(draft: Content) -> None:
        draft.update(in_step(content, draft))

    revision = revise(page_id, author, change)
    _remember(page, content)
    return revision


@transaction.atomic
def confirm_translation(
    page_id: int, part: UUID, *, read_as: str, author: User
) -> None:
    """Say that a part of a translation says what the source says now.

    ``read_as`` is the ``fingerprint`` of the source's part that its reader had before
    them. Raises ``ChangedMeanwhile`` when it is another by now, ``SceneGone`` when the
    source has no such scene, ``NotATranslation``.
    """
    page = ScenarioPage.objects.get(pk=page_id)
    now = parts_of(told_by(_source(page, reader=author)), page.translation_key).get(
        part
    )
    if now is None:
        raise SceneGone(_("That scene is not there any more."))
    if fingerprint(now) != read_as:
        raise ChangedMeanwhile(_("The source was changed while you were reading it."))
    SourceText.objects.update_or_create(
        page=page, part=part, defaults={"content": now, "kept_at": clock.now()}
    )


@transaction.atomic
def remember_source(page: ScenarioPage) -> None:
    """Keep what the source says, for a translation that was just copied from it."""
    if source := source_of(page):
        _remember(page, told_by(source))


@transaction.atomic
def let_the_same_write(umbrella: DilemmaIndexPage, translation: Page) -> None:
    """Who may write below a module of dilemmas may write below its translation."""
    for one in GroupPagePermission.objects.filter(page=umbrella):
        GroupPagePermission.objects.get_or_create(
            page=translation, group_id=one.group_id, permission_id=one.permission_id
        )


def _source(page: ScenarioPage, *, reader: User) -> ScenarioPage:
    source = source_of(page)
    if source is None:
        raise NotATranslation(_("This dilemma is no translation of another page."))
    if not may_read(source, reader):
        raise NotWritable(_("You may not read the source of this translation yet."))
    return source


def _remember(page: ScenarioPage, content: Content) -> None:
    """Keep the source's text of every part that is new; forget that of what is gone."""
    parts = parts_of(content, page.translation_key)
    kept = SourceText.objects.filter(page=page)
    gone = [one.pk for one in kept.only("pk", "part") if one.part not in parts]
    kept.filter(pk__in=gone).delete()
    known = set(kept.values_list("part", flat=True))
    now = clock.now()
    SourceText.objects.bulk_create(
        SourceText(page=page, part=part, content=said, kept_at=now)
        for part, said in parts.items()
        if part not in known
    )
