"""How gunicorn serves, wherever it is started; WEB_CONCURRENCY sets the processes.

Nothing is loaded before the processes part: each has its own pool of connections.
"""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
