"""The demo, loaded for real into a database of its own, and emptied again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]

LOOK = """
import json
from certification.models import Certificate
from lms.accounts.models import User
from lms.learning.enums import Status
from lms.learning.models import LearningActivity, Participation, Transition
from lms.xapi.models import StoredStatement
from wagtail.models import Page
of = lambda name: Participation.objects.filter(learner__email=f"{name}@voorbeeld.test")
left = LearningActivity.objects.filter(code="EL-03").first()
print(json.dumps({
    "people": User.objects.count(),
    "pages": Page.objects.count(),
    "participations": Participation.objects.count(),
    "statements": StoredStatement.objects.count(),
    "transitions": Transition.objects.count(),
    "certificates": Certificate.objects.count(),
    "progress": list(of("cursist").filter(activity__code="TR-01").values_list("status", "progress")),
    "begun": of("cursist").filter(activity=left).count() + of("cursist").filter(activity__code="DIL-01").count(),
    "holder": of("gecertificeerd").filter(activity__code="TR-01", status=Status.COMPLETED).count(),
}))
"""


@pytest.fixture
def manage(tmp_path):
    """``manage.py`` with the demo's settings and data of its own."""
    env = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    env.pop("DATABASE_URL", None)

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=env,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    return run


def test_it_loads_once_whole_and_can_be_undone(manage, tmp_path):
    def look():
        return json.loads(manage("shell", "--no-imports", "-c", LOOK))

    manage("migrate", "--verbosity=0")
    manage("demo")
    loaded = look()
    again = manage("demo")

    assert again == "The demo content is there already."
    assert look() == loaded
    assert loaded["people"] == 100
    assert loaded["certificates"] == 6
    assert loaded["holder"] == 1
    ((status, progress),) = loaded["progress"]
    assert status == "bezig"
    assert progress > 80
    assert loaded["begun"] == 0
    assert (tmp_path / "media").exists()

    manage("demo", "--reset")

    assert look()["people"] == 0
    assert look()["participations"] == 0
    assert not (tmp_path / "media").exists()


@pytest.mark.django_db
def test_outside_the_demo_it_refuses():
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo", "--reset")
