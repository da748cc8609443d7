"""Run the server, a task worker and the five-minute tick, all stopped as one.

usage: tools/serve.py demo|serve [--prepared]

`demo` uses the development settings and loads the demo content; `serve` uses the
production settings, with everything that differs from the environment. Both migrate
first; with `--prepared` neither does, and the first tick waits its turn. The process
ids stand in DATA_DIR/serve.pid, one a line: this supervisor, gunicorn, the worker.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.processes import ending_with_parent  # noqa: E402

MANAGE = [sys.executable, "manage.py"]
TICK_SECONDS = 300
HEALTH_SECONDS = 60
STOP_SECONDS = 30

# One process for several commands: starting Django is the slow part of each. Migrating
# keeps many states of the models, and no garbage: looking for it would take a fifth more.
PREPARE = """
import gc, sys, django
from django.core.management import CommandError, call_command
try:
    django.setup()
    for line in sys.argv[1:]:
        (gc.disable if line.startswith("migrate") else gc.enable)()
        call_command(*line.split())
except CommandError as error:
    sys.exit(str(error))
"""
STEPS = {
    "demo": ["migrate --verbosity=0", "demo"],
    "serve": ["migrate --verbosity=0", "collectstatic --noinput --verbosity=0"],
}

LOGINS = """
  Log in at {address}/accounts/login/ (password for all: integriteit-demo)
    cursist@voorbeeld.test             contactpersoon, trajectory done but for one course
    gecertificeerd@voorbeeld.test      contactpersoon with a certificate
    cursist2@voorbeeld.test            contactpersoon of another entity
    vertrouwenspersoon@voorbeeld.test  vertrouwenspersoon
    ankerpunt@voorbeeld.test           ankerpunt organisatiebeheersing
    diversiteit@voorbeeld.test         diversiteitsambtenaar
    leidinggevende@voorbeeld.test      leidinggevende, with a team
    trainer@voorbeeld.test             writes courses and dilemmas at {address}/beheer/
    deskundige@voorbeeld.test          reads over what trainers send, at {address}/beheer/inhoud/nalezen/
    begeleider@voorbeeld.test          facilitates dilemma sessions
    hr@voorbeeld.test                  HR-verantwoordelijke, exports at {address}/hr/
    hr2@voorbeeld.test                 HR-verantwoordelijke of another entity
    coordinator@voorbeeld.test         coördinator Integriteitszorg
    fg@voorbeeld.test                  functionaris voor gegevensbescherming
    beheerder@voorbeeld.test           administrator
  Stop with Ctrl-C.
"""


def free_port(wanted: str | None) -> int:
    """The port to serve on: the wanted one, else the first free one from 8000.

    Exits with a sentence when the wanted port is taken, or none of a hundred is free.
    """
    for port in [int(wanted)] if wanted else range(8000, 8100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"Port {wanted or '8000 to 8099'} is taken on this machine.")


def environment(mode: str) -> dict[str, str]:
    """What the processes see: the caller's environment, completed for this mode."""
    env = dict(os.environ)
    env["PORT"] = str(free_port(env.get("PORT")))
    env["DATA_DIR"] = str(Path(env.get("DATA_DIR") or ROOT / "var").resolve())
    env.setdefault("BASE_URL", f"http://127.0.0.1:{env['PORT']}")
    env["PYTHONUNBUFFERED"] = "1"
    if mode == "demo":
        env["DJANGO_SETTINGS_MODULE"] = "lms.settings.dev"
        return env
    env.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
    env.setdefault("ALLOWED_HOSTS", urlsplit(env["BASE_URL"]).hostname or "")
    if not env.get("SECRET_KEY"):
        sys.exit(
            "SECRET_KEY is not set. Production needs one of its own, kept secret and "
            "the same at every start; this makes one:\n"
            "  python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return env


def prepare(mode: str, env: Mapping[str, str]) -> None:
    """Migrate and load what this mode needs; exits when a step fails."""
    Path(env["DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", PREPARE, *STEPS[mode]], cwd=ROOT, env=env, check=False
    )
    if done.returncode:
        sys.exit(f"Preparing failed (see above); nothing was started for {mode}.")


def healthy(env: Mapping[str, str]) -> tuple[bool, str]:
    """Ask /healthz as the reverse proxy would; what it answered, in words."""
    host = env.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip().lstrip(".*")
    headers = {
        "Host": host or "127.0.0.1",
        "X-Forwarded-Proto": urlsplit(env["BASE_URL"]).scheme,
    }
    connection = http.client.HTTPConnection("127.0.0.1", int(env["PORT"]), timeout=10)
    try:
        connection.request("GET", "/healthz", headers=headers)
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK, (
            f"{answer.status} {answer.read(2000).decode(errors='replace').strip()}"
        )
    except (OSError, http.client.HTTPException) as error:
        return False, str(error)
    finally:
        connection.close()


class Supervisor:
    """Starts the processes, waits, and stops all of them when one stops."""

    def __init__(self, env: Mapping[str, str], *, first_tick: int) -> None:
        self.env = env
        self.stopping = Event()
        self.pid_file = Path(env["DATA_DIR"]) / "serve.pid"
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.tick: subprocess.Popen[bytes] | None = None
        self.next_tick = time.monotonic() + first_tick
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())

    def run(self, *, announcement: str) -> int:
        """Serve until told to stop; the exit status."""
        self.children = {
            "The server": self._start(
                [sys.executable, "-m", "gunicorn", "-c", "tools/gunicorn_conf.py"]
            ),
            "The task worker": self._start(
                [*MANAGE, "db_worker", "--no-startup-delay", "--verbosity=0"]
            ),
        }
        self._write_pids()
        try:
            self._announce(announcement)
            while not self.stopping.wait(0.5):
                if ended := self._ended():
                    print(f"{ended} stopped by itself: stopping the rest.", flush=True)
                    return 1
                self._tick()
            return 0
        finally:
            self._stop()

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches the supervisor alone, which stops in order.
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=ending_with_parent(signal.SIGTERM),  # noqa: PLW1509
        )

    def _ended(self) -> str | None:
        for name, child in self.children.items():
            if child.poll() is not None:
                return name
        return None

    def _announce(self, announcement: str) -> None:
        answer = ""
        deadline = time.monotonic() + HEALTH_SECONDS
        while time.monotonic() < deadline:
            well, answer = healthy(self.env)
            if well:
                print(announcement, flush=True)
                return
            if self._ended() or self.stopping.wait(0.2):
                return
        print(f"{announcement}\n  /healthz does not say 200 yet: {answer}", flush=True)

    def _tick(self) -> None:
        if self.tick and self.tick.poll() is not None:
            if self.tick.returncode:
                print(f"manage.py tick ended with status {self.tick.returncode}.")
            self.tick = None
        if self.tick is None and time.monotonic() >= self.next_tick:
            self.next_tick = time.monotonic() + TICK_SECONDS
            self.tick = self._start([*MANAGE, "tick", "--verbosity=0"])

    def _write_pids(self) -> None:
        pids = [os.getpid(), *(child.pid for child in self.children.values())]
        self.pid_file.parent.mkdir(parents=True, exist_ok=True)
        self.pid_file.write_text("".join(f"{pid}\n" for pid in pids))

    def _stop(self) -> None:
        running = [*self.children.values(), *([self.tick] if self.tick else [])]
        for child in running:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in running:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        # A second server on this folder has written its own ids: leave those.
        if self.pid_file.exists() and self.pid_file.read_text().startswith(
            f"{os.getpid()}\n"
        ):
            self.pid_file.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=sorted(STEPS))
    parser.add_argument("--prepared", action="store_true")
    options = parser.parse_args()
    env = environment(options.mode)
    if not options.prepared:
        prepare(options.mode, env)
        free_port(env["PORT"])  # preparing takes a while: is it still free?
    address = env["BASE_URL"]
    announcement = f"\n  Integriteitscampus is at {address}/"
    if options.mode == "demo":
        announcement += "\n" + LOGINS.format(address=address).rstrip()
    first_tick = TICK_SECONDS if options.prepared else 0
    return Supervisor(env, first_tick=first_tick).run(announcement=announcement)


if __name__ == "__main__":
    sys.exit(main())
