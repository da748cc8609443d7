"""Whoever reads completions leaves out what was put right, or says here why not."""

import re
from pathlib import Path

from django.conf import settings

APPS = ("lms", "courses", "dilemmas", "certification", "cms_site")
READS = re.compile(
    r"\bCompletion\.objects(?!\.standing\(\)|\.(?:create|bulk_create)\()"
    r"|\bcompletions__|(?<!self)(?<!batch)\.completions\.(?!standing\(\))"
)
# By file: how often it reads them all, and why that is right.
ALL = {
    # What was put right is shown, as such, to who records it and to whose it is.
    "certification/forms/correcting.py": 1,
    "certification/roll.py": 2,
    "certification/views/correcting.py": 1,
    "lms/learning/personal.py": 1,
    # Each award of a person has a number of its own; the other refuses it with a sentence.
    "certification/operations/awarding.py": 2,
    "certification/operations/attesting.py": 1,
}


def reads():
    found = {}
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            if number := len(READS.findall(path.read_text())):
                found[str(Path(path).relative_to(settings.BASE_DIR))] = number
    return found


def test_nobody_reads_completions_without_asking_what_stands():
    assert reads() == ALL
