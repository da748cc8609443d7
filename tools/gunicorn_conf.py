"""gunicorn as `make demo` and `make serve` run it; GUNICORN_CMD_ARGS overrides any of it."""

import os

wsgi_app = "lms.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
loglevel = "warning"
control_socket_disable = (
    True  # signals are enough, and it would stand in the home folder
)
# Loaded once and then forked: the start takes half the time, and the memory is shared.
preload_app = True


def pre_fork(server: object, worker: object) -> None:  # noqa: ARG001 (gunicorn's names)
    """Let no worker inherit a connection that somebody opened while loading."""
    from django.db import connections  # noqa: PLC0415 (the settings are known by now)

    connections.close_all()
