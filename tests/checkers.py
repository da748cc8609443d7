"""Fixtures that judge what the product makes: axe, the Nu HTML checker, veraPDF.

They use what `make test-tools` sets up in .tools/.
"""

import json
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.missing import missing

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
AXE_TAGS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
]
AXE_RUN = """tags => axe.run(document, {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]
})"""
SIZES = ((1366, 900), (390, 844))
# A badge of Wagtail's pulses for 25 seconds; that moves nothing.
MOVING = """() => document.getAnimations().filter(
  one => one.playState === "running" && one.effect.getComputedTiming().endTime < 5000
).length"""
VERAPDF = "{http://www.verapdf.org/ValidationProfile}"


def tool(name: str) -> Path:
    """The path of a test tool; skips the test when it is not set up."""
    path = TOOLS / name
    if not path.exists():
        missing(f"{name} is not set up: run make test-tools")
    return path


def rest(page: Any) -> None:
    """Wait until nothing moves on a page: what is measured on the way is nobody's page.

    Buttons change colour with the scheme, and Wagtail's menu slides after a change of
    width. Asked from outside and not for ever, for a page that is not in front gets no
    frames to wait for.
    """
    for _turn in range(60):
        if not page.evaluate(MOVING):
            return
        page.wait_for_timeout(50)


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """``axe(page)``: no violation of WCAG 2.2 AA or best practice, wide and narrow.

    ``page`` is a Playwright page that shows what is to be judged; it gets its size back.
    """
    source = tool("axe.min.js").read_text()

    def check(page: Any, *, sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
        before = page.viewport_size
        found = []
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            rest(page)
            page.evaluate(source)
            violations = page.evaluate(AXE_RUN, AXE_TAGS)["violations"]
            found += [_axe_report(violation, width) for violation in violations]
        if before:
            page.set_viewport_size(before)
        assert not found, f"axe on {page.url}:\n" + "\n".join(found)

    return check


def _axe_report(violation: dict[str, Any], width: int) -> str:
    lines = [
        f"at {width} px: {violation['id']} ({violation['impact']}): {violation['help']}"
    ]
    for node in violation["nodes"][:5]:
        lines.append(f"    {' '.join(map(str, node['target']))}: {node['html'][:200]}")
        lines += [f"      {line}" for line in node["failureSummary"].splitlines()[1:]]
    return "\n".join(lines)


@pytest.fixture(scope="session")
def html_checker() -> Iterator[Callable[..., None]]:
    """``html_checker(html, name="…")``: the Nu HTML checker finds no error in it.

    One checker process serves the whole session: its start is the slow part.
    """
    jar = tool("vnu.jar")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *("java", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(jar)),
        *("nu.validator.servlet.Main", str(port)),
    ]
    with tempfile.TemporaryFile() as log:
        checker = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port, checker)
            yield lambda html, *, name="page": _check_html(port, html, name)
        finally:
            checker.terminate()
            checker.wait(20)


def _wait_for(port: int, checker: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and checker.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("The HTML checker did not start.")


def _check_html(port: int, html: str | bytes, name: str) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/?out=json",
        data=html.encode() if isinstance(html, str) else html,
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        messages = json.load(answer)["messages"]
    errors = [
        f"  line {message.get('lastLine', '?')}: {message['message']}\n"
        f"    {message.get('extract', '').strip()[:200]}"
        for message in messages
        if message["type"] != "info"
    ]
    assert not errors, f"HTML of {name}:\n" + "\n".join(errors)


@pytest.fixture(scope="session")
def pdf_checker(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., None]:
    """``pdf_checker(pdf, flavour="ua1")``: veraPDF finds that these bytes comply."""
    tool("verapdf.jar")

    def check(pdf: bytes, *, flavour: str = "ua1") -> None:
        path = tmp_path_factory.mktemp("pdf") / "checked.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(
            [str(ROOT / "tools" / "verapdf.sh"), str(path), "--flavour", flavour],
            check=False,
            capture_output=True,
        )
        if done.returncode == 0:
            return
        assert done.stdout, done.stderr.decode()
        broken = {
            f"  {assertion.find(f'{VERAPDF}ruleId').get('clause')}: "
            f"{assertion.findtext(f'{VERAPDF}message')}"
            for assertion in ET.fromstring(done.stdout).iter(f"{VERAPDF}assertion")
            if assertion.get("status") == "FAILED"
        }
        pytest.fail(f"veraPDF, {flavour}:\n" + "\n".join(sorted(broken)))

    return check
