"""gunicorn as `make demo` and `make serve` run it; GUNICORN_CMD_ARGS overrides any of it."""

import gc
import os
from datetime import timedelta
from typing import Any, Final

from gunicorn.glogging import Logger

# What a play asks for, and what its scenes show: how often and when tells the path. And
# the code of a certificate, which opens it for whoever reads the log.
NEVER_LOGGED: Final = (
    *("/spelen/", "/media/", "/documents/", "/static/", "/favicon.ico"),
    "/certificaten/",
)


class DayLog(Logger):
    """An access log, for who turns it on, that is no trace of a play (docs/proxy.md).

    Nor of a certificate that somebody checked.

    It leaves out what a play asks for, and dates the rest by the day: the pages before
    and after a play would else tell how long it took.
    """

    def access(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> None:
        """Write the line of a request, unless it is part of a play or of a check."""
        if not environ.get("PATH_INFO", "").startswith(NEVER_LOGGED):
            super().access(resp, req, environ, request_time)

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        """What a line can hold: no page that somebody came from, no header with a time."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {
            **{name: value for name, value in atoms.items() if "{" not in name},
            "f": "-",
        }

    def now(self) -> str:
        """The day."""
        return str(super().now()).partition(":")[0] + "]"


wsgi_app = "lms.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
# Clients of the LRS ask by agents in JSON and by long IRIs; gunicorn stops at 4094.
limit_request_line = 8190
graceful_timeout = 20
loglevel = "warning"
logger_class = DayLog
control_socket_disable = (
    True  # signals are enough, and it would stand in the home folder
)
# Loaded once and then forked: the start takes half the time, and the memory is shared.
preload_app = True
gc.disable()  # until then: nothing of what loads is garbage


def pre_fork(server: object, worker: object) -> None:  # noqa: ARG001 (gunicorn's names)
    """Let no worker inherit a connection that somebody opened while loading.

    What was loaded stays for good: collections of garbage need not go through it, which
    on a large page costs as much as the page itself, nor copy its memory to each worker.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    from django.db import connections  # noqa: PLC0415 (the settings are known by now)

    connections.close_all()
