"""How gunicorn serves: quiet, with time to finish a request, each worker with its own database connections."""

worker_class = "gthread"
graceful_timeout = 20
timeout = 60
keepalive = 5
loglevel = "warning"
control_socket_disable = True
