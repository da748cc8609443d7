"""Scenes and choices: children of a scenario page, inside its revisions.

Their keys, not their rows, say which is which: a target is a key, translations share
keys, and a copy of the page gets keys of its own (``ScenarioPage``).
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from dilemmas.blocks import SCENE_BLOCKS, ExpertViewBlock, lines
from dilemmas.enums import LONGEST_TITLE, Direction, SceneKind


def valid_effects(value: Any) -> None:
    """Refuse what is no list of ``{"value": slug, "direction": "+" or "-"}``."""
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if (
            not isinstance(entry, dict)
            or entry.keys() != {"value", "direction"}
            or not isinstance(entry["value"], str)
            or entry["direction"] not in Direction.values
        ):
            raise ValidationError(_("Effects are values with a + or a - each."))
    named = [entry["value"] for entry in entries]
    if len(set(named)) < len(named):
        raise ValidationError(_("A choice can touch a value once only."))


def valid_states(value: Any) -> None:
    """Refuse what is no list of ``{"flag": key, "on": true or false}``."""
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if (
            not isinstance(entry, dict)
            or entry.keys() != {"flag", "on"}
            or not isinstance(entry["flag"], str)
            or not isinstance(entry["on"], bool)
        ):
            raise ValidationError(_("What is remembered is on or off."))


class Scene(Orderable, ClusterableModel):
    """One moment of a scenario."""

    # References are indexed for the page; at every child's save it would cost a
    # re-index of the whole page (design.md, "Measured").
    wagtail_reference_index_ignore = True

    page = ParentalKey(
        "dilemmas.ScenarioPage", on_delete=models.CASCADE, related_name="scenes"
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=SceneKind.choices,
        default=SceneKind.DILEMMA,
    )
    is_start = models.BooleanField(_("the story starts here"), default=False)
    act = models.CharField(_("act"), max_length=80, blank=True)
    when = models.CharField(_("when"), max_length=120, blank=True)
    where = models.CharField(_("where"), max_length=120, blank=True)
    body = StreamField(SCENE_BLOCKS, verbose_name=_("what happens"), blank=True)
    stakeholders = StreamField(
        lines("stakeholder", _("Stakeholder")),
        verbose_name=_("stakeholders"),
        blank=True,
    )
    prompts = StreamField(
        lines("prompt", _("Question to weigh")),
        verbose_name=_("questions of the moral weighing"),
        blank=True,
    )
    reflection = StreamField(
        lines("question", _("Question to take away")),
        verbose_name=_("reflection, for an ending"),
        blank=True,
    )
    expert_views = StreamField(
        [("expert", ExpertViewBlock())],
        verbose_name=_("expert views on this ending"),
        blank=True,
    )
    articles = StreamField(
        lines("article", _("Article of the code")),
        verbose_name=_("articles of the code, for an ending"),
        blank=True,
    )
    where_to_turn = models.TextField(
        _("whom to turn to, for an ending"),
        max_length=500,
        blank=True,
        help_text=_(
            "What this ending adds to the signpost, which stands there anyway."
        ),
    )
    facilitator_notes = models.TextField(
        _("notes for the facilitator"),
        max_length=3000,
        blank=True,
        help_text=_("For a session with a group. Learners do not see them."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("scene")
        verbose_name_plural = _("scenes")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "key"], name="dilemmas_scene_key_once_per_page"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SceneKind.values),
                name="dilemmas_scene_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Choice(Orderable):
    """What one can do in a scene, with what comes of it."""

    wagtail_reference_index_ignore = True

    scene = ParentalKey(Scene, on_delete=models.CASCADE, related_name="choices")
    key = models.UUIDField(_("key"), default=uuid.uuid4)
    text = models.TextField(_("choice, in the first person"), max_length=300)
    consequence = models.TextField(
        _("what it brings at once"), max_length=600, blank=True
    )
    later_consequence = models.TextField(
        _("what it brings later"), max_length=600, blank=True
    )
    later_at = models.UUIDField(_("told at the scene"), null=True, blank=True)
    target = models.UUIDField(_("leads to"), null=True, blank=True)
    effects = models.JSONField(
        _("values it touches"),
        default=list,
        blank=True,
        validators=[valid_effects],
        help_text=_("Shown as tension, and never summed."),
    )
    condition = models.JSONField(
        _("only offered when"), default=list, blank=True, validators=[valid_states]
    )
    sets = models.JSONField(
        _("what the story remembers of it"),
        default=list,
        blank=True,
        validators=[valid_states],
    )

    class Meta(Orderable.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "key"], name="dilemmas_choice_key_once_per_scene"
            ),
        ]

    def __str__(self) -> str:
        return self.text
