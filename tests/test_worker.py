"""A real worker takes from Redis what a process of the application puts there."""

import time
from pathlib import Path

from sitrack.core.tasks import sweep_task


def test_the_worker_sweeps_when_woken(celery_worker: Path) -> None:
    task = sweep_task.apply_async().id
    deadline = time.monotonic() + 30
    while f"core.sweep[{task}] succeeded" not in celery_worker.read_text():
        assert time.monotonic() < deadline, celery_worker.read_text()
        time.sleep(0.1)
