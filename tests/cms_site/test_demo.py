"""The demo, loaded for real into a database of its own, and emptied again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]

# One process for everything: starting Django is the slow part of each command.
STORY = """
import io, json, django
django.setup()
from django.core.management import call_command
from certification.models import Certificate
from lms.accounts.models import User
from lms.learning.enums import Status
from lms.learning.models import LearningActivity, Participation, Transition
from lms.xapi.models import StoredStatement
from wagtail.models import Page

def run(*arguments):
    said = io.StringIO()
    call_command(*arguments, stdout=said)
    look(said.getvalue().strip())

def look(said):
    of = lambda name: Participation.objects.filter(learner__email=f"{name}@voorbeeld.test")
    trajectory = of("cursist").filter(activity__code="TR-01").first()
    print(json.dumps({
        "said": said,
        "people": User.objects.count(),
        "pages": Page.objects.count(),
        "participations": Participation.objects.count(),
        "statements": StoredStatement.objects.count(),
        "transitions": Transition.objects.count(),
        "certificates": Certificate.objects.count(),
        "trajectory": trajectory and [trajectory.status, trajectory.progress],
        "left": of("cursist").filter(activity__code__in=["EL-03", "DIL-01"]).count(),
        "holder": of("gecertificeerd").filter(
            activity__code="TR-01", status=Status.COMPLETED
        ).count(),
    }))

call_command("migrate", verbosity=0)
run("demo")
run("demo")
run("demo", "--reset")
"""


def test_it_loads_once_whole_and_can_be_undone(tmp_path):
    env = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    done = subprocess.run(
        [sys.executable, "-c", STORY],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded, again, emptied = map(json.loads, done.stdout.splitlines())

    assert loaded["people"] == 100
    assert loaded["certificates"] == 6
    assert loaded["holder"] == 1
    status, progress = loaded["trajectory"]
    assert status == "bezig"
    assert progress > 80
    assert loaded["left"] == 0

    assert again.pop("said") == "The demo content is there already."
    assert again == {name: loaded[name] for name in again}

    assert emptied["people"] == emptied["participations"] == emptied["statements"] == 0
    assert not (tmp_path / "media").exists()


@pytest.mark.django_db
def test_outside_the_demo_it_refuses():
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo", "--reset")
