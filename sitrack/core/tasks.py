"""Tasks only wake the sweep; the rows hold what is to be done."""

from celery import shared_task

from sitrack.core import sweep


@shared_task(name="core.sweep")
def sweep_task() -> None:
    sweep.sweep()
    if sweep.long_work_is_due():
        sweep_task.apply_async(retry=False)
