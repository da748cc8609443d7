"""The demo, loaded for real into a database of its own, and emptied again."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.migrated import copy_on_sqlite

ROOT = Path(__file__).resolve().parents[2]

# One process for everything: starting Django is the slow part of each command.
STORY = """
import io, json, sys, django
django.setup()
from django.core.management import call_command
from certification.models import Certificate
from lms.accounts.models import User
from lms.learning.enums import Status
from lms.learning.models import Exemption, Participation, RequirementNode, Transition
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
        "certificates": Certificate.objects.of_trajectories().count(),
        "attendances": Certificate.objects.filter(kind="attendance").count(),
        "trajectory": trajectory and [trajectory.status, trajectory.progress],
        "left": of("cursist").filter(activity__code__in=["EL-03", "DIL-01"]).count(),
        "asked": sorted(set(RequirementNode.objects.filter(
            tree__activity__code="TR-02").values_list("operator", flat=True))),
        "leading": list(of("leidinggevende").filter(
            activity__code="TR-02", progress__gt=0).values_list("status", flat=True)),
        "exempted": Exemption.objects.filter(
            completion__learner__email="leidinggevende@voorbeeld.test").count(),
        "holder": of("gecertificeerd").filter(
            activity__code="TR-01", status=Status.COMPLETED
        ).count(),
    }))

for line in sys.argv[1:]:
    run(*line.split())
"""

# What `make serve` leaves in the folder that the demo has too.
PRODUCTION = """
import django, sys
django.setup()
from django.core.management import call_command
from lms.accounts.operations import create_account
call_command("migrate", verbosity=0)
create_account(email="echt@voorbeeld.test", password=None)
"""


def demo_settings(folder):
    return {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }


def told(folder, *commands):
    """What stands in the demo of a folder after each of these commands."""
    done = subprocess.run(
        [sys.executable, "-c", STORY, *commands],
        cwd=ROOT,
        env=demo_settings(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_loads_once_and_whole(tmp_path):
    copy_on_sqlite(tmp_path / "db.sqlite3")

    loaded, again = told(tmp_path, "demo", "demo")

    assert loaded["people"] == 101
    assert loaded["certificates"] == 6
    assert loaded["attendances"] == 9
    assert loaded["holder"] == 1
    status, progress = loaded["trajectory"]
    assert status == "bezig"
    assert progress > 80
    assert loaded["left"] == 0
    assert loaded["asked"] == ["activity", "all", "at-least", "hours", "points"]
    assert loaded["leading"] == ["bezig"]
    assert loaded["exempted"] == 1

    assert again.pop("said") == "The demo content is there already."
    assert again == {name: loaded[name] for name in again}


@pytest.mark.soak  # it drops every table and migrates from nothing
def test_it_can_be_undone(tmp_path):
    copy_on_sqlite(tmp_path / "db.sqlite3")

    loaded, emptied = told(tmp_path, "demo", "demo --reset")

    assert loaded["people"] == 101
    assert emptied["people"] == emptied["participations"] == emptied["statements"] == 0
    assert not (tmp_path / "media").exists()


def test_what_is_no_demo_is_neither_emptied_nor_filled(tmp_path):
    env = demo_settings(tmp_path)
    copy_on_sqlite(tmp_path / "db.sqlite3")
    subprocess.run([sys.executable, "-c", PRODUCTION], cwd=ROOT, env=env, check=True)
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "foto.jpg").touch()

    for arguments in (["--reset"], []):
        done = subprocess.run(
            [sys.executable, "manage.py", "demo", *arguments],
            cwd=ROOT,
            env=env,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0
        assert "holds something else than the demo" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        people = database.execute("SELECT email FROM accounts_user").fetchall()
    assert people == [("echt@voorbeeld.test",)]
    assert (tmp_path / "media" / "foto.jpg").exists()


@pytest.mark.django_db
def test_outside_the_demo_it_refuses():
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo", "--reset")
