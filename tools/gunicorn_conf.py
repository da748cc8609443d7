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
