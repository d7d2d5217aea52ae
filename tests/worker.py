"""A real Celery worker beside the tests, on the same database and Redis."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

START_SECONDS = 60


def url_of_test_database() -> str:
    """Return the URL of the database that this test process uses."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    account = quote(database["USER"], safe="")
    if database["PASSWORD"]:
        account += ":" + quote(database["PASSWORD"], safe="")
    return (
        f"postgres://{account}@{database['HOST']}:{database['PORT'] or 5432}"
        f"/{quote(database['NAME'], safe='')}"
    )


def wait_until_ready(worker: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the worker's log says that it is ready; fail with the log if not."""
    deadline = time.monotonic() + START_SECONDS
    while " ready." not in log.read_text():
        if worker.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The Celery worker did not start:\n{log.read_text()}")
        time.sleep(0.1)


@pytest.fixture
def celery_worker(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """Run `celery worker` for one test and yield its log; needs REDIS_URL.

    It is gone before the tables are emptied: what it still read would stand in the way
    of that, and every test wakes the sweep.
    """
    if not os.environ.get("REDIS_URL"):
        pytest.fail("The worker needs REDIS_URL: use scripts/with_servers.py.")
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "sitrack", "worker"]
    # What tests before it left in Redis would stand in front of its own.
    command += ["--concurrency", "1", "--loglevel", "INFO", "--purge"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with log.open("wb") as output:
        worker = subprocess.Popen(
            command,
            env=os.environ | {"DATABASE_URL": url_of_test_database()},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_ready(worker, log)
        yield log
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=20)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
