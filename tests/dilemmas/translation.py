"""Writing a translation and its source, and what their drafts are then."""

import json
from uuid import UUID

from dilemmas import operations
from dilemmas.models import ScenarioPage
from dilemmas.operations import WrittenScene, fingerprint

SHARED_BY_CHOICES = (
    *("key", "target", "later_at", "effects", "condition", "sets", "sort_order"),
)


def now(page) -> ScenarioPage:
    return ScenarioPage.objects.get(pk=page.pk)


def rows(page) -> list[dict]:
    return now(page).draft_content["scenes"]


def row(page, title) -> dict:
    return next(scene for scene in rows(page) if scene["title"] == title)


def structure(page) -> list[tuple]:
    return [
        (
            *(scene[name] for name in ("key", "kind", "is_start", "sort_order")),
            [
                tuple(json.dumps(choice[name]) for name in SHARED_BY_CHOICES)
                for choice in scene["choices"]
            ],
        )
        for scene in rows(page)
    ]


def write(page, named, author, **changes) -> None:
    scene = row(page, named)
    written = WrittenScene(
        key=UUID(scene["key"]),
        content={**scene, **changes},
        read_as=fingerprint(scene),
    )
    operations.save_scene(page.pk, written, author=author)


def publish(page) -> None:
    now(page).latest_revision.publish()


def translate(page, author) -> None:
    """Put every scene in French, or what passes for it."""
    for scene in rows(page):
        choices = [
            {
                **choice,
                **{
                    name: choice[name] and f"FR {choice[name]}"
                    for name in ("text", "consequence", "later_consequence")
                },
            }
            for choice in scene["choices"]
        ]
        write(
            page, scene["title"], author, title=f"FR {scene['title']}", choices=choices
        )


def published_in_french(page, french, trainer) -> None:
    translate(french, trainer)
    publish(french)
