"""A task carries the number of the request that asked for it."""

from contextlib import ExitStack
from typing import Any

from celery.signals import before_task_publish, task_postrun, task_prerun

from sitrack.core.logs import request_id

NAME = "sitrack_request_id"
# A process of a worker does one task at a time.
_running = ExitStack()


@before_task_publish.connect
def send_along(headers: dict[str, Any], **_: Any) -> None:
    """What is sent to the worker says whose it is."""
    headers[NAME] = request_id.current()


@task_prerun.connect
def take_over(task: Any, **_: Any) -> None:
    """What the task writes down is the request's."""
    _running.enter_context(request_id.carrying(task.request.get(NAME)))


@task_postrun.connect
def let_go(**_: Any) -> None:
    """The next task is another's."""
    _running.close()
