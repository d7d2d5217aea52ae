"""What every test has: fixtures, and a process that is ready for many tests."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of what is tested.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

# What lets a test reach the database; pytest-django keeps any other from it.
DATABASE = {"django_db_setup", "live_server"}

pytest_plugins = [
    "tests.browser",
    "tests.stage",
    "tests.cast",  # Imports the stage.
    "tests.migrated",
    "tests.provider",
    "tests.scanner",
    "tests.worker",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Mark what asks no database, before marks are chosen from; leave the tests of a
    real worker to the run that has Redis, and say so."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not fixtures & DATABASE and not item.get_closest_marker("django_db"):
            item.add_marker("no_database")
    if os.environ.get("REDIS_URL"):
        return
    needs = [
        item for item in items if "celery_worker" in getattr(item, "fixturenames", ())
    ]
    if needs:
        config.hook.pytest_deselected(items=needs)
        items[:] = [item for item in items if item not in needs]


def pytest_collection_finish() -> None:
    """Take what stays for good out of the rubbish collector's rounds, and have fewer.

    With a framework and two thousand tests in memory each round is long: rounds took a
    quarter of the tests' time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 2)
