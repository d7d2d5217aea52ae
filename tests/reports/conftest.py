"""A clock that stands still, and the school whose record is printed."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.reports.cast import TODAY, Cast, build


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return build()
