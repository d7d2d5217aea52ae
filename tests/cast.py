"""The fixtures of the cast: the frozen clock and the council."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from pytest_django.fixtures import Settings

from sitrack.core import sweep
from sitrack.core.remembered import forget_all
from tests.stage import Stage
from tests.universe import NOW, Council, read_council


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Each test has rows of its own; what the process remembers are another's."""
    forget_all()
    yield
    forget_all()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW; ``clock.move_to`` takes it elsewhere."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def council(db: None, clock: time_machine.Traveller, stage: Stage) -> Council:
    """The cast on Monday 10 November 2025 at 10:00."""
    return stage.council()


@pytest.fixture
def wiltshire(
    db: None, clock: time_machine.Traveller, stage: Stage, settings: Settings
) -> Council:
    """The same cast in an authority that works by Wiltshire's framework."""
    settings.FRAMEWORK, settings.ORGANISATION = "wiltshire", "Downland Council"
    return stage.council()


@pytest.fixture
def trust(
    db: None, clock: time_machine.Traveller, stage: Stage, settings: Settings
) -> Council:
    """The same cast in a trust, where every school is an academy."""
    settings.FRAMEWORK, settings.ORGANISATION = "trust", "Tideway Trust"
    return stage.council()


@pytest.fixture
def scotland(
    db: None, clock: time_machine.Traveller, stage: Stage, settings: Settings
) -> Council:
    """The same cast in a Scottish council; cora, gus, sena and theo have no post."""
    settings.FRAMEWORK, settings.ORGANISATION = "scotland", "Strathmoor Council"
    return stage.council()


@pytest.fixture
def going_clock() -> Iterator[time_machine.Traveller]:
    """The clock starts at NOW and goes on: threads wait for each other."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def committed(
    transactional_db: None, going_clock: time_machine.Traveller
) -> Iterator[Council]:
    """The cast, committed, so that every connection sees it; no sweep wakes."""
    with sweep.asleep():
        with transaction.atomic():
            placed = read_council()
        yield placed
