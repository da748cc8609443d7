"""Our server's access log, when it is turned on, is no trace of a play (docs/proxy.md)."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ALL_IT_CAN = (
    '%(h)s %(t)s "%(r)s" %(s)s %(b)s %(f)s %({referer}i)s %({x-request-start}i)s %(U)s'
)


@pytest.fixture
def served(tmp_path):
    """A gunicorn as we run it, with its access log on: its address, and how to end it.

    A line is written after its answer, so the log is whole once the server has ended.
    """
    log = tmp_path / "access.log"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        env = {**os.environ, "PORT": str(probe.getsockname()[1])}
    env |= {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "DATA_DIR": str(tmp_path)}
    command = ["-c", "tools/gunicorn_conf.py", "--workers", "1"]
    command += ["--access-logfile", str(log), "--access-logformat", ALL_IT_CAN]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *command, "wsgiref.simple_server:demo_app"],
        cwd=ROOT,
        env=env,
    )
    try:
        yield f"http://127.0.0.1:{env['PORT']}", partial(_end_and_read, server, log)
    finally:
        server.kill()
        server.wait(20)


def _end_and_read(server: subprocess.Popen, log: Path) -> list[str]:
    server.terminate()
    server.wait(20)
    return log.read_text().splitlines()


def ask(address: str) -> None:
    """Ask once the server is there."""
    headers = {"Referer": f"{address}#spelen", "X-Request-Start": "t=1718182800.123"}
    request = urllib.request.Request(address, headers=headers)
    for _ in range(100):
        try:
            urllib.request.urlopen(request, timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {address}")


def test_it_leaves_out_plays_and_codes_and_dates_the_rest_by_the_day(served):
    address, lines_at_the_end = served
    for path in (
        *("/dilemmas/de-mand/", "/spelen/begin/1/", "/spelen/1/", "/spelen/1/"),
        *(
            "/certificaten/7K3M-9QXT-2BCD-EFGH/",
            "/certificaten/7K3M-9QXT-2BCD-EFGH.pdf",
        ),
        *("/media/scene.jpg", "/documents/1/x.pdf", "/static/a.css", "/mijn-leren/"),
    ):
        ask(address + path)

    lines = lines_at_the_end()

    assert [line.split()[-1] for line in lines] == [
        "/dilemmas/de-mand/",
        "/mijn-leren/",
    ]
    for line in lines:
        assert re.match(r"127\.0\.0\.1 \[\d\d/\w{3}/\d{4}\] \"GET /", line), line
        assert "#spelen" not in line
        assert "1718182800" not in line
        assert not re.search(r"\d\d:\d\d", line)
