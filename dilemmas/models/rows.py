"""Scenes and choices on their way to the database and back: all of them at once.

modelcluster writes and reads the children of each scene apart, at some six queries a
scene; here it is as many for any size, but for the batches that a database takes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from .scenes import Choice, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .pages import ScenarioPage

Row = TypeVar("Row", Scene, Choice)


def pending(parent: models.Model, name: str) -> list[Any] | None:
    """The children that modelcluster holds in memory, to be saved with their parent."""
    held: list[Any] | None = _held(parent).get(name)
    return held


def _held(parent: models.Model) -> dict[str, list[Any]]:
    held: dict[str, list[Any]] = parent.__dict__.get("_cluster_related_objects", {})
    return held


@contextmanager
def scenes_at_once(page: ScenarioPage) -> Iterator[None]:
    """Save a page inside this, and its scenes are written together at the end.

    What is in memory replaces what was there, as modelcluster has it: scenes that are
    gone are deleted, and so are choices of scenes whose choices are in memory.
    """
    scenes = _held(page).pop("scenes", None)
    try:
        yield
        if scenes is not None:
            _write(page, scenes)
    except BaseException:
        if scenes is not None:
            page.scenes = scenes
        raise


def _write(page: ScenarioPage, scenes: list[Scene]) -> None:
    for scene in scenes:
        scene.page = page
    _replace(Scene, Scene.objects.filter(page=page), scenes)
    told = [(scene, pending(scene, "choices")) for scene in scenes]
    of_scenes = {scene.pk: choices for scene, choices in told if choices is not None}
    for scene, choices in told:
        for choice in choices or ():
            choice.scene = scene
    before = Choice.objects.filter(scene__page=page, scene__in=of_scenes)
    _replace(Choice, before, [one for some in of_scenes.values() for one in some])
    for scene in scenes:
        _held(scene).pop("choices", None)  # from now on they are read from their rows


def _replace(
    model: type[Row], before: models.QuerySet[Row], rows: Iterable[Row]
) -> None:
    """Write rows in the place of those that were there."""
    known: list[Row] = []
    new: list[Row] = []
    for row in rows:
        (known if row.pk else new).append(row)
    gone = set(before.values_list("pk", flat=True)) - {row.pk for row in known}
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        known,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=_columns(model),
    )
    model.objects.bulk_create(new)


def _columns(model: type[Row]) -> list[str]:
    fields = model._meta.concrete_fields  # noqa: SLF001 (Django's own name for it)
    return [field.name for field in fields if not field.primary_key]


@contextmanager
def scenes_in_memory(page: ScenarioPage) -> Iterator[None]:
    """Read the scenes of a page inside this, and two queries answer for all of them."""
    if page.pk is None or pending(page, "scenes") is not None:
        yield
        return
    scenes = list(Scene.objects.filter(page=page))
    by_scene: Mapping[int, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(scene__page=page):
        by_scene[choice.scene_id].append(choice)
    for scene in scenes:
        scene.choices = by_scene[scene.pk]
    page.scenes = scenes
    try:
        yield
    finally:
        _held(page).pop("scenes", None)
