"""The checks without those on words: stories about roads and conditions have none."""

from dilemmas.graph import Code, Findings, Story
from dilemmas.graph import check as check_all

ON_WORDS = {Code.NO_TEXT, Code.NO_WORDS, Code.EMPTY_VIEW}


def check(story: Story) -> Findings:
    """What keeps ``story`` from being played, whatever it says."""
    found = check_all(story)
    kept = [finding for finding in found if finding.code not in ON_WORDS]
    return Findings(kept, is_estimate=found.is_estimate)
