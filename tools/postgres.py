"""A PostgreSQL cluster that lives as long as the tests that need it."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tools.processes import ending_with_parent

START_SECONDS = 60


def find_binaries() -> Path | None:
    """The folder that holds initdb and postgres, on the PATH or where Debian keeps it."""
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    candidates += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def owner() -> str | None:
    """Whom the cluster runs as: PostgreSQL refuses root. ``None``: whoever runs this."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise RuntimeError("PostgreSQL refuses root, and there is no user to run it as.")


@contextlib.contextmanager
def cluster(
    binaries: Path, *, safe: bool = False, memory: str = "128MB"
) -> Iterator[str]:
    """Start a fresh cluster and stop it; yields the URL of its ``postgres`` database.

    It listens on a socket in a folder of its own alone, and goes away with that folder.
    Unless it is to be ``safe``, it keeps nothing from a power cut, which is faster.
    ``memory`` is what it keeps pages in, as PostgreSQL writes sizes.
    """
    user = owner()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    server = None
    try:
        subprocess.run(
            [
                *(binaries / "initdb", "-D", folder / "data", "-U", "postgres"),
                *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "max_connections": "200",
            "shared_buffers": memory,
        }
        if not safe:
            options |= {"fsync": "off", "full_page_writes": "off"}
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *(binaries / "postgres", "-D", folder / "data"),
                    *(f"--{name}={value}" for name, value in options.items()),
                ],
                user=user,
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ending_with_parent(signal.SIGQUIT),  # noqa: PLW1509
            )
        _wait(binaries, folder, server)
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        ready = subprocess.run(
            [binaries / "pg_isready", "-q", "-h", folder, "-U", "postgres"], check=False
        )
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(
        f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}"
    )
