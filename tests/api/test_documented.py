"""The commands of docs/api.md work as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.factories.learning import an_activity
from tests.missing import missing
from tests.reporting.people import an_agency, asked

from .asking import asking

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    for line in block.splitlines()
    if line.startswith("curl")
]


@pytest.mark.django_db(transaction=True)
def test_every_command_of_the_document_works(live_server):
    curl = shutil.which("curl")
    if curl is None:
        missing("curl is not installed")
    agency = an_agency("TEST-A")
    learner, activity = agency.learner(), an_activity()
    asked(learner, an_activity())
    settings = {
        "API": f"{live_server.url}/api/v1",
        "TOKEN": asking(agency.entity).text,
        "ACTIVITY": str(activity.key),
        "ENTITY": agency.entity.code,
        "PERSON": learner.person.person_key,
    }

    answers = {}
    for command in COMMANDS:
        done = subprocess.run(
            ["sh", "-c", command], env=settings, capture_output=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr)
        resource = command.split("$API/")[1].split('"')[0]
        answers[resource] = json.loads(done.stdout)

    assert len(answers) >= 5
    assert answers["people/import"]["proef"] is True
    enrolled = answers["enrolments"]["items"]
    assert [each["uitkomst"] for each in enrolled] == ["ingeschreven"]
    assert answers["people?rol=contactpersoon-integriteit"]["items"]
    assert answers["completions?peildatum=2025-03-31&limit=100"]["items"] == []
