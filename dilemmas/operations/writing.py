"""Writing a draft scene by scene.

A scenario's draft is the content of its latest revision. Each operation here reads that
content, changes one scene or the list of scenes, and keeps the result as a revision,
without building the other scenes as objects (design.md, "Measured"). The row of the page
is locked meanwhile, so that two authors of two scenes both keep their work.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.log_actions import log
from wagtail.log_actions import registry as logs
from wagtail.models import Page, Revision

from dilemmas.enums import SceneKind
from dilemmas.exceptions import ChangedMeanwhile, NotWritable, SceneGone
from dilemmas.models import Choice, ScenarioPage, Scene, SceneRemark
from lms.common import clock

if TYPE_CHECKING:
    from lms.accounts.models import User

Content = dict[str, Any]
# What is not an author's: rows, and the place in the list, which moves on its own.
FURNITURE = frozenset({"pk", "page", "scene", "sort_order"})


@dataclass(frozen=True, kw_only=True)
class WrittenScene:
    """A scene as its author sends it.

    ``content`` holds the fields that were written, choices included, as a revision does;
    ``read_as`` is the ``fingerprint`` of what the author had before them. ``new_scenes``
    are titles by key of the scenes that its choices lead to and that do not exist yet.
    """

    key: UUID
    content: Content
    read_as: str
    new_scenes: Mapping[UUID, str] = field(default_factory=dict)


def scene_in(content: Content, key: UUID) -> Content:
    """The scene ``key`` in the content of a draft. Raises ``SceneGone`` when it has none."""
    return dict(content["scenes"][_place(content, key)])


def fingerprint(scene: Content) -> str:
    """Tells whether a scene reads the same: its words and its choices, not its place."""
    return hashlib.sha256(
        json.dumps(_words(scene), sort_keys=True).encode()
    ).hexdigest()


def _words(part: Any) -> Any:
    if isinstance(part, dict):
        return {k: _words(v) for k, v in part.items() if k not in FURNITURE}
    if isinstance(part, list):
        return [_words(one) for one in part]
    return part


@transaction.atomic
def save_scene(
    page_id: int,
    written: WrittenScene,
    *,
    author: User,
    replaces: int | None = None,
    revives: bool = False,
) -> Revision:
    """Keep one scene in the draft, and begin the scenes that its choices newly name.

    ``replaces`` is the revision that an automatic save of the same author may overwrite,
    as long as it is the latest and nothing hangs on it; ``revives`` brings back a scene
    that somebody deleted meanwhile. Raises ``ChangedMeanwhile`` when the scene is no
    longer what the author read, ``SceneGone`` when it was deleted.
    """

    def change(content: Content) -> None:
        if revives and str(written.key) not in {
            one["key"] for one in content["scenes"]
        }:
            begun = _begun(written.key, "")
            content["scenes"] += [
                {**begun, **written.content},
                *(_begun(*one) for one in written.new_scenes.items()),
            ]
            return
        place = _place(content, written.key)
        now = content["scenes"][place]
        found, sent = fingerprint(now), fingerprint(written.content)
        if found not in (written.read_as, sent):
            raise ChangedMeanwhile(
                _("Somebody else saved this scene while you were writing.")
            )
        content["scenes"][place] = {**now, **written.content}
        content["scenes"] += [_begun(*one) for one in written.new_scenes.items()]

    return revise(page_id, author, change, replaces=replaces)


@transaction.atomic
def add_scene(
    page_id: int, title: str, *, author: User, kind: str = SceneKind.STORY
) -> UUID:
    """Begin a scene at the end of the list, and answer its key. The first one is the start."""
    key = uuid4()

    def change(content: Content) -> None:
        starts = not content["scenes"]
        content["scenes"].append(_begun(key, title, kind=kind, is_start=starts))

    revise(page_id, author, change)
    return key


@transaction.atomic
def delete_scene(page_id: int, key: UUID, *, author: User) -> None:
    """Take a scene out of the draft, and close what was remarked on it.

    Choices that led to it stay, and lead nowhere.
    """

    def change(content: Content) -> None:
        content["scenes"].pop(_place(content, key))

    revise(page_id, author, change)
    SceneRemark.objects.filter(page=page_id, scene=key, settled_at=None).update(
        settled_at=clock.now()
    )


@transaction.atomic
def move_scene(page_id: int, key: UUID, *, by: int, author: User) -> None:
    """Move a scene so many places down the list (up when negative), within its ends."""

    def change(content: Content) -> None:
        place = _place(content, key)
        scene = content["scenes"].pop(place)
        content["scenes"].insert(max(0, place + by), scene)

    revise(page_id, author, change)


@transaction.atomic
def add_choice(
    page_id: int,
    scene: UUID,
    text: str,
    *,
    target: UUID | None,
    new_scenes: Mapping[UUID, str],
    author: User,
) -> None:
    """Add a choice at the end of a scene, and begin the scene that it newly names."""

    def change(content: Content) -> None:
        place = _place(content, scene)
        row = content["scenes"][place]
        choice = Choice(text=text, target=target, sort_order=len(row["choices"]))
        added = {**get_serializable_data_for_fields(choice), "scene": None}
        content["scenes"][place] = {**row, "choices": [*row["choices"], added]}
        content["scenes"] += [_begun(*one) for one in new_scenes.items()]

    revise(page_id, author, change)


def _begun(
    key: UUID, title: str, *, kind: str = SceneKind.STORY, is_start: bool = False
) -> Content:
    """A scene of which only the title is there; a text and a question wait to be written."""
    scene = Scene(key=key, title=title, kind=kind, is_start=is_start)
    scene.body = [("text", "")]
    scene.reflection = [("question", "")]
    return {**scene.serializable_data(), "page": None}


def _place(content: Content, key: UUID) -> int:
    for place, scene in enumerate(content.get("scenes", [])):
        if scene["key"] == str(key):
            return place
    raise SceneGone(_("That scene is not there any more."))


def revise(
    page_id: int,
    author: User,
    change: Callable[[Content], None],
    *,
    replaces: int | None = None,
) -> Revision:
    """Change the draft's content, and keep it when that made a difference."""
    Page.objects.select_for_update().get(pk=page_id)
    page = ScenarioPage.objects.select_related("latest_revision").get(pk=page_id)
    permissions = page.permissions_for_user(author)
    if page.alias_of_id or not permissions.can_edit() or permissions.page_locked():
        raise NotWritable(_("This dilemma is locked, so nothing was saved."))
    before = page.latest_revision
    content = {**page.draft_content}
    content["scenes"] = list(content.get("scenes", []))
    change(content)
    content["scenes"] = [
        {**scene, "sort_order": number}
        for number, scene in enumerate(content["scenes"])
    ]
    if before and before.content == content:
        return before
    if before and before.pk == replaces and _is_loose(before, page, author):
        before.content, before.created_at = content, clock.now()
        before.save(update_fields=["content", "created_at"])
        return _point_at(page, before, author)
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=author,
        content=content,
        object_str=str(page),
    )
    return _point_at(page, revision, author)


def _is_loose(revision: Revision, page: ScenarioPage, author: User) -> bool:
    """Whether nothing hangs on a revision of this author: not live, scheduled or in review."""
    return (
        revision.user_id == author.pk
        and revision.pk != page.live_revision_id
        and revision.approved_go_live_at is None
        and not revision.task_states.exists()
    )


def _point_at(page: ScenarioPage, revision: Revision, author: User) -> Revision:
    """Make a revision the page's draft, as ``Page.save_revision`` does, and log the edit."""
    page.latest_revision, page.has_unpublished_changes = revision, True
    page.latest_revision_created_at = revision.created_at
    Page.objects.filter(pk=page.pk).update(
        latest_revision=revision,
        latest_revision_created_at=revision.created_at,
        has_unpublished_changes=True,
    )
    earlier = logs.get_logs_for_instance(page)
    log(
        instance=page,
        action="wagtail.edit",
        user=author,
        revision=revision,
        content_changed=True,
        # One entry in the history for everything that is saved into one revision.
        uuid=earlier.latest_uuid_for_user_revision_action(
            author, revision, "wagtail.edit"
        ),
    )
    return revision
