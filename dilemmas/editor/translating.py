"""A scenario in other languages: begun here, and beside its source as that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dilemmas import operations
from dilemmas.exceptions import DilemmaError
from dilemmas.graph import (
    Scene,
    Story,
    compile_story,
    in_step,
    reworded,
    texts,
    texts_around,
    untranslated,
)
from dilemmas.graph.translating import SCENARIO_STRUCTURE
from dilemmas.models import ScenarioPage, SourceText, source_of

from .comparing import Told, compare, marked
from .drafts import author_of, editable_scenario, refused

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A scene of a translation, or what is in no scene, beside the same part of its source.

    Of ``total`` texts, ``left`` still say what the source says. ``told`` is what changed
    in the source since somebody last saw that the two agree, and ``read_as`` its state.
    """

    key: UUID
    title: str
    address: str
    source_address: str
    left: int
    total: int
    read_as: str
    told: list[Told] = field(default_factory=list)


@never_cache
@require_safe
def show(request: HttpRequest, page_id: int) -> HttpResponse:
    """Of a source its translations; of a translation how it stands beside its source."""
    page = editable_scenario(request, page_id)
    source = source_of(page)
    if source is None:
        return _translations(request, page)
    may_edit_source = source.permissions_for_user(request.user).can_edit()
    if not operations.may_read(source, author_of(request)):
        raise PermissionDenied
    content, said = page.draft_content, operations.told_by(source)
    story, told = page.story_in(content), source.story_in(said)
    carried = in_step(said, content)
    before, after = compile_story(story), compile_story(page.story_in(carried))
    parts = _parts(page, source, said, story, told)
    return render(
        request,
        "dilemmas/editor/translation.html",
        {
            "page": page,
            "source": source,
            "may_edit_source": may_edit_source,
            "language": _language(page),
            "source_language": _language(source),
            "lags": before != after or _catalogue(content) != _catalogue(carried),
            "chapters": compare(before, after, flags=story.flags),
            "parts": parts,
            "unfinished": sum(part.left > 0 for part in parts),
            "outdated": sum(bool(part.told) for part in parts),
        },
    )


@require_POST
def begin(request: HttpRequest, page_id: int) -> HttpResponse:
    """Begin a translation, and go and see what there is to translate."""
    page = editable_scenario(request, page_id)
    try:
        begun = operations.begin_translation(
            page.pk, request.POST.get("taal", ""), author=author_of(request)
        )
    except DilemmaError as error:
        return refused(request, page, error)
    return redirect("dilemmas_translation", begun.pk)


@require_POST
def carry(request: HttpRequest, page_id: int) -> HttpResponse:
    """Bring the draft of a translation in step with its source."""
    page = editable_scenario(request, page_id)
    try:
        operations.carry_structure(page.pk, author=author_of(request))
    except DilemmaError as error:
        return refused(request, page, error)
    messages.success(
        request, _("The draft has the structure of its source. Your words stayed.")
    )
    return redirect("dilemmas_translation", page.pk)


@require_POST
def confirm(request: HttpRequest, page_id: int, part: UUID) -> HttpResponse:
    """Say that a part of the translation says what its source says now."""
    page = editable_scenario(request, page_id)
    read_as = request.POST.get("read_as", "")
    try:
        operations.confirm_translation(
            page.pk, part, read_as=read_as, author=author_of(request)
        )
    except DilemmaError as error:
        messages.error(request, str(error))
    return redirect(reverse("dilemmas_translation", args=[page.pk]) + f"#deel-{part}")


def _translations(request: HttpRequest, page: ScenarioPage) -> HttpResponse:
    known = {
        one.locale.language_code: one
        for one in ScenarioPage.objects.filter(
            translation_key=page.translation_key, alias_of__isnull=True
        ).select_related("locale")
    }
    own = page.locale.language_code
    parent = page.get_parent()
    return render(
        request,
        "dilemmas/editor/translations.html",
        {
            "page": page,
            "language": _language(page),
            "languages": [
                {"code": code, "name": name, "page": known.get(code)}
                for code, name in settings.LANGUAGES
                if code != own
            ],
            "can_begin": parent.permissions_for_user(request.user).can_add_subpage(),
        },
    )


def _language(page: ScenarioPage) -> str:
    code = page.locale.language_code
    return str(dict(settings.LANGUAGES).get(code, code))


def _catalogue(content: Content) -> Content:
    """What the catalogue is told, however the two drafts write it down."""
    found = {name: content.get(name) for name in SCENARIO_STRUCTURE}
    return {
        name: sorted(value) if isinstance(value, list) else value
        for name, value in found.items()
    }


def _parts(
    page: ScenarioPage, source: ScenarioPage, said: Content, story: Story, told: Story
) -> list[Part]:
    """Every part that both have, in the order of the source."""
    rows = SourceText.objects.filter(page=page).values_list("part", "content")
    kept: dict[UUID, Content] = dict(rows)
    now = operations.parts_of(said, page.translation_key)
    then = {key: reworded(one, kept.get(key, {})) for key, one in now.items()}
    changes = _changes(source, said, then, now, told)
    scenes = {scene.key: scene for scene in story.scenes}
    around = Part(
        page.translation_key,
        _("The scenario as a whole"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:edit", args=[source.pk]),
        untranslated(texts_around(told), texts_around(story)),
        len(texts_around(story)),
        operations.fingerprint(now[page.translation_key]),
        changes.get("", []),
    )
    return [
        around,
        *(
            _scene(page, source, one, scenes[one.key], now, changes)
            for one in told.scenes
            if one.key in scenes
        ),
    ]


def _scene(
    page: ScenarioPage,
    source: ScenarioPage,
    told: Scene,
    own: Scene,
    now: Mapping[UUID, Content],
    changes: Mapping[str, list[Told]],
) -> Part:
    key, words = UUID(own.key), texts(own)
    return Part(
        key,
        own.title,
        reverse("dilemmas_scene", args=[page.pk, key]),
        reverse("dilemmas_scene", args=[source.pk, key]),
        untranslated(texts(told), words),
        len(words),
        operations.fingerprint(now[key]),
        changes.get(own.key, []),
    )


def _changes(
    source: ScenarioPage,
    said: Content,
    then: Mapping[UUID, Content],
    now: Mapping[UUID, Content],
    told: Story,
) -> dict[str, list[Told]]:
    """What the source says otherwise by now, by scene; without one, around the scenes."""
    whole = {**said, **then[source.translation_key]}
    whole["scenes"] = [then[UUID(scene["key"])] for scene in said.get("scenes", [])]
    before = compile_story(source.story_in(whole))
    chapters = compare(before, compile_story(told), flags=told.flags)
    found = {chapter.scene: chapter.told for chapter in chapters}
    for key, part in now.items():
        # What no version keeps, and so no comparison of versions tells.
        for name, sentence in (
            ("facilitator_notes", _("Changed: the notes for the facilitator.")),
            ("summary", _("Changed: the summary.")),
        ):
            old, new = then[key].get(name) or "", part.get(name) or ""
            if old != new:
                scene = "" if key == source.translation_key else str(key)
                found.setdefault(scene, []).append(Told(sentence, marked(old, new)))
    return found
