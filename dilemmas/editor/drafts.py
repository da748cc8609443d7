"""A draft as its author has it, read without building its scenes as objects."""

from dilemmas.graph import Story
from dilemmas.models import ScenarioPage


def draft_of(page: ScenarioPage) -> Story:
    """The story in the latest revision, else as published; as many queries for any size."""
    revision = page.latest_revision
    return page.story_in(revision.content if revision else page.serializable_data())
