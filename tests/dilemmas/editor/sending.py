"""What the forms of the scene editor send, and the draft as it is afterwards."""

from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from dilemmas.models import ScenarioPage


def draft(page) -> dict:
    return ScenarioPage.objects.get(pk=page.pk).draft_content


def row(page, title) -> dict:
    return next(scene for scene in draft(page)["scenes"] if scene["title"] == title)


def address(page, title) -> str:
    return reverse("dilemmas_scene", args=[page.pk, row(page, title)["key"]])


def sent(client, page, scene_title, *, choices=None, **changes) -> dict:
    """What the form of a scene sends when nothing but ``changes`` was typed."""
    there = address(page, scene_title)
    read_as = client.get(there).context["read_as"]
    scene = row(page, scene_title)
    names = {one["key"]: one["title"] for one in draft(page)["scenes"]}
    kept = [
        {
            "id": "",
            "key": one["key"],
            "text": one["text"],
            "target": names.get(one["target"], ""),
            "target-was": one["target"],
            "target-named": names.get(one["target"], ""),
            "consequence": one["consequence"],
            "later_consequence": "",
            "later_at": "",
        }
        for one in scene["choices"]
    ]
    data = {
        "read_as": read_as,
        "title": scene["title"],
        "kind": scene["kind"],
        **({"is_start": "on"} if scene["is_start"] else {}),
        "when": scene["when"],
        "where": scene["where"],
        "act": scene["act"],
        "body": streamfield([("text", rich_text("<p>Er gebeurt iets.</p>"))]),
        "stakeholders": streamfield([]),
        "prompts": streamfield([]),
        "reflection": streamfield(
            [("question", "Wat neem je mee?")] if scene["kind"] == "ending" else []
        ),
        "expert_views": streamfield([]),
        "articles": streamfield([]),
        "where_to_turn": "",
        "facilitator_notes": "",
        "choices": inline_formset(
            kept if choices is None else choices(kept), initial=0
        ),
        **changes,
    }
    return nested_form_data(data)
