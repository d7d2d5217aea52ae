"""A real worker takes from Redis what a process of the application puts there."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery.signals import worker_ready

from sitrack.celery import app
from sitrack.core import sweep
from sitrack.core.tasks import sweep_task


def test_the_worker_sweeps_when_woken(celery_worker: Path) -> None:
    task = sweep_task.apply_async().id
    deadline = time.monotonic() + 30
    while f"core.sweep[{task}] succeeded" not in celery_worker.read_text():
        assert time.monotonic() < deadline, celery_worker.read_text()
        time.sleep(0.1)


def test_a_worker_that_starts_waits_for_no_clock(celery_worker: Path) -> None:
    deadline = time.monotonic() + 30
    while " succeeded in " not in celery_worker.read_text():
        assert time.monotonic() < deadline, celery_worker.read_text()
        time.sleep(0.1)


@pytest.mark.parametrize(("done", "again"), [(99, 0), (100, 1)])
def test_the_sweep_is_woken_again_where_one_did_all_that_it_may(
    db: None, monkeypatch: pytest.MonkeyPatch, done: int, again: int
) -> None:
    woken: list[dict[str, bool]] = []
    monkeypatch.setattr(sweep, "sweep", lambda: done)
    monkeypatch.setattr(sweep_task, "apply_async", lambda **said: woken.append(said))
    sweep_task()
    assert woken == [{"retry": False}] * again
    worker_ready.send(sender=None)
    assert woken == [{"retry": False}] * (again + 1)


@pytest.mark.parametrize(
    ("ago", "due"),
    [
        pytest.param(timedelta(seconds=30), False, id="half a minute ago"),
        pytest.param(timedelta(minutes=1), True, id="a minute ago"),
        pytest.param(-timedelta(hours=1), True, id="the clock was put back"),
    ],
)
def test_the_clock_of_the_worker_comes_each_minute(
    ago: timedelta, *, due: bool
) -> None:
    each = app.conf.beat_schedule["sweep"]["schedule"]
    assert each.is_due(each.now() - ago)[0] is due
