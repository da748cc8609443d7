"""What was published: frozen, whatever happens to its page."""

import uuid
from functools import lru_cache
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from dilemmas.graph import Graph
from dilemmas.querysets import VersionQuerySet

# What a process keeps in memory: a large graph takes some 8 MB there, a usual one 0.2.
GRAPHS_KEPT: Final = 16


class ScenarioVersion(models.Model):
    """A published scenario with all its texts. The database refuses to change the graph.

    It knows its page by the scenario's key and a revision number, so that the page can
    change or go; plays hold on to the version that they began on.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    scenario = models.UUIDField(_("scenario"), help_text=_("Key of its activity."))
    language = models.CharField(_("language"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    start = models.UUIDField(_("first scene"))
    graph = models.JSONField(_("graph"))
    revision = models.PositiveBigIntegerField(_("revision of the page"), null=True)
    published_at = models.DateTimeField(_("published at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["scenario", "language", "-number"]
        verbose_name = _("version of a dilemma")
        verbose_name_plural = _("versions of dilemmas")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "language", "number"],
                name="dilemmas_version_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.language} v{self.number}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def compiled(self) -> Graph:
        """The graph, to read from; where its loading was deferred, kept from an earlier time."""
        if "graph" in self.get_deferred_fields():
            return Graph(_kept_graph(self.key))
        return Graph(self.graph)


@lru_cache(maxsize=GRAPHS_KEPT)
def _kept_graph(key: uuid.UUID) -> dict[str, Any]:
    """The graph of a version: it never changes, and parsing a large one at each step costs."""
    graphs = ScenarioVersion.objects.values_list("graph", flat=True)
    graph: dict[str, Any] = graphs.get(key=key)
    return graph
