"""Tasks only wake the sweep; the rows hold what is to be done."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from sitrack.core import sweep


@shared_task(name="core.sweep")
def sweep_task() -> None:
    """Look through what waits; once more where that was more than one sweep does."""
    done = sweep.sweep()
    if done >= sweep.AT_ONCE or sweep.long_work_is_due():
        sweep_task.apply_async(retry=False)


@worker_ready.connect
def look_at_once(**_: Any) -> None:
    """Whoever started the worker waits for no clock: it may have been killed at work,
    or Redis may have forgotten who woke it."""
    sweep_task.apply_async(retry=False)
