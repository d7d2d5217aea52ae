"""How gunicorn serves, wherever it is started; WEB_CONCURRENCY sets the processes.

Nothing is loaded before the processes part: each has its own pool of connections.
"""

import gc
import os
import shutil
import tempfile
from typing import Any

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
# Nobody talks to it, and its place would be somebody's home.
control_socket_disable = True
# Nobody names our addresses' prefix from outside, proxy or not.
forwarder_headers = ""

# The processes add up their figures in a folder (sitrack/core/metrics); one master
# hands it on to the next in an upgrade.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
if os.environ.get("SITRACK_METRICS_TOKEN") and FOLDER not in os.environ:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="sitrack-metrics-")


def post_worker_init(worker: Any) -> None:
    """What is loaded by now stays for good: the collector need not look through half a
    million things again while somebody waits."""
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """What a process counted stays counted when it is gone."""
    if FOLDER in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """The last master takes the folder with it."""
    if FOLDER in os.environ and not server.reexec_pid:
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
