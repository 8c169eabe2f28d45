"""How gunicorn serves: quiet, with time to finish a request, each worker with its own database connections.

A worker that dies is kept for `/helse`; gunicorn starts another by itself.
"""

import logging
from typing import Any

from app import deaths, discretion, garbage
from app.config import load_settings

worker_class = "app.cli.web_worker.WebWorker"
graceful_timeout = 20
timeout = 60
keepalive = 5
loglevel = "warning"
control_socket_disable = True
# No header of a request changes where we are or what it asks for: see `app.own_address`.
forwarder_headers = ""
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
header_map = "drop"


class _Deaths(logging.Handler):
    """Listens to what the arbiter says of its workers: its hooks are not told what one died of."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("Worker (pid:%s)") and isinstance(record.args, tuple):
            pid, cause = record.args
            deaths.record(
                load_settings().data_dir,
                "web worker",
                int(str(pid)),
                cause if isinstance(cause, str) else deaths.cause_of(int(str(cause))),
            )


def on_starting(server: Any) -> None:
    discretion.install()
    for handler in server.log.error_log.handlers:
        handler.setFormatter(discretion.DiscreetFormatter(server.log.error_fmt, server.log.datefmt))
    server.log.error_log.addHandler(_Deaths(logging.WARNING))


def post_worker_init(_worker: Any) -> None:
    garbage.settle()
