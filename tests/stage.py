"""What stands in the database when a test begins: the cast, or nothing.

Placing the cast takes a tenth of a second, and most tests want it. It is placed once, in
a transaction that stays open while test after test has its own inside it, undone at its
end. A test that wants an empty database, or commits, has the stage cleared before it.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
import time_machine
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.universe import NOW, Council, read_council

T = TypeVar("T")

# Which fixture of a cast wants which stage.
STAGES = {
    "council": "stage_with_cast",
    "wiltshire": "stage_with_wiltshire",
    "trust": "stage_with_trust",
    "scotland": "stage_with_scotland",
}


def read_wiltshire() -> Council:
    """The cast, working by Wiltshire's framework."""
    return read_council("wiltshire")


def read_trust() -> Council:
    """The cast, working by the framework of a trust: all schools are its academies."""
    return read_council("trust")


def read_scotland() -> Council:
    """The cast, working by a Scottish council's pathways, which know no governors."""
    return read_council("scotland")


class Stage:
    """One scene at a time stands on it, or none."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._shown: tuple[Callable[[], Any], Any] | None = None
        self._connection: BaseDatabaseWrapper | None = None
        self._cast = b""
        self._open = ExitStack()

    def show(self, scene: Callable[[], T], framework: str = "suffolk") -> T:
        """Have the scene stand, and return what it returned when it was set.

        The framework is the one by which the cast of the scene works.
        """
        if self._shown and self._shown[0] is scene:
            made: T = self._shown[1]
            return made
        self.clear()
        with (
            self._blocker.unblock(),
            time_machine.travel(NOW, tick=False),
            override_settings(FRAMEWORK=framework),
            ExitStack() as opening,
        ):
            # A file's answer that a test closes would take the connection with it.
            opening.enter_context(
                patch.object(connection, "close_if_unusable_or_obsolete")
            )
            opening.enter_context(transaction.atomic())
            self._connection = connections[DEFAULT_DB_ALIAS]
            _be_patient()
            made = scene()
            self._cast = pickle.dumps(read_council(framework))
            self._open = opening.pop_all()
        self._shown = (scene, made)
        return made

    def council(self) -> Council:
        """The cast as it stands here: read once, and handed to each test anew."""
        if self._shown is None:
            return read_council()
        kept: Council = pickle.loads(self._cast)  # noqa: S301 - our own
        return kept

    def clear(self) -> None:
        """Undo what stands."""
        if self._shown is None:
            return
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._open.close()
        self._shown = None

    def end(self) -> None:
        """Undo what stands when all tests are done.

        A browser's loop has a connection of its own. It is gone by now, and what was set
        while it ran can only be undone by closing that connection.
        """
        if self._connection is connections[DEFAULT_DB_ALIAS]:
            self.clear()
        elif self._shown and self._connection:
            with self._blocker.unblock():
                self._connection.close()


def _be_patient() -> None:
    """A stage's transaction is idle for as long as a test draws a document: on a busy
    machine that may be longer than the server lets one of production's be."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The one stage of this test process."""
    built = Stage(django_db_blocker)
    yield built
    built.end()


@pytest.fixture
def stage_with_cast(stage: Stage) -> None:
    """The cast stands before the test's own transaction begins."""
    stage.show(read_council)


@pytest.fixture
def stage_with_wiltshire(stage: Stage) -> None:
    """The cast stands, working by Wiltshire's framework."""
    stage.show(read_wiltshire, "wiltshire")


@pytest.fixture
def stage_with_trust(stage: Stage) -> None:
    """The cast stands, working by a trust's framework."""
    stage.show(read_trust, "trust")


@pytest.fixture
def stage_with_scotland(stage: Stage) -> None:
    """The cast stands, working by a Scottish council's framework."""
    stage.show(read_scotland, "scotland")


@pytest.fixture
def stage_empty(stage: Stage) -> None:
    """Nothing stands."""
    stage.clear()


def commits(item: pytest.Item) -> bool:
    """Whether a test writes for other connections to see."""
    mark = item.get_closest_marker("django_db")
    marked = bool(mark and mark.kwargs.get("transaction"))
    return marked or "transactional_db" in getattr(item, "fixturenames", ())


def needed_by(item: pytest.Item) -> str | None:
    """The fixture that sets the stage for a test; None where it has no database."""
    names = getattr(item, "fixturenames", ())
    for cast, stage_fixture in STAGES.items():
        if cast in names and not commits(item):
            return stage_fixture
    marked = item.get_closest_marker("django_db")
    return "stage_empty" if marked or "django_db_setup" in names else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Set the stage before all else, and seldom: tests of one scene follow each other.

    Those that commit stay behind the others, where pytest-django puts them.
    """
    for item in items:
        needed, names = needed_by(item), getattr(item, "fixturenames", [])
        if needed:
            names[:] = [needed, *(name for name in names if name != needed)]
    items.sort(key=_turn)
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = _with_work_for_those_who_wait(items, processes)


def _turn(item: pytest.Item) -> tuple[bool, bool, str]:
    needed = needed_by(item)
    return needed is None, commits(item), needed or ""


def _with_work_for_those_who_wait(
    items: list[pytest.Item], processes: int
) -> list[pytest.Item]:
    """The tests in an order in which all processes work while the first one migrates.

    xdist hands each process an equal share, the first process the first.
    The shares of the others are made of tests that need no database.
    """
    share = len(items) // processes
    without = [item for item in items if needed_by(item) is None]
    brought_forward = set(without[: share * (processes - 1)])
    others = [item for item in items if item not in brought_forward]
    between = [item for item in items if item in brought_forward]
    return [*others[:share], *between, *others[share:]]
