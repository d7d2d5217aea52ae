"""What every test has: the fixtures of the browser and of the background worker."""

import os

import pytest

pytest_plugins = ["tests.browser", "tests.cast", "tests.scanner", "tests.worker"]


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave the tests of a real worker to the run that has Redis, and say so."""
    if os.environ.get("REDIS_URL"):
        return
    needs = [
        item for item in items if "celery_worker" in getattr(item, "fixturenames", ())
    ]
    if needs:
        config.hook.pytest_deselected(items=needs)
        items[:] = [item for item in items if item not in needs]
