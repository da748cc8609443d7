"""A draft as its author has it, read without building its scenes as objects."""

from dilemmas.graph import Story, read
from dilemmas.models import ScenarioPage, Value


def draft_of(page: ScenarioPage) -> Story:
    """The story in the latest revision, else as published; two queries for any size."""
    revision = page.latest_revision
    content = revision.content if revision else page.serializable_data()
    chosen = Value.objects.filter(pk__in=content.get("values") or [])
    return read(content, values=dict(chosen.values_list("slug", "name")))
