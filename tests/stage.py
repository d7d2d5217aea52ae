"""What stands in the database when a test begins: the cast, or nothing.

Placing the cast takes a tenth of a second, and most tests want it. It is placed once, in
a transaction that stays open while test after test has its own inside it, undone at its
end. A test that wants an empty database, or commits, has the stage cleared before it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.universe import NOW, read_council

T = TypeVar("T")


class Stage:
    """One scene at a time stands on it, or none."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._shown: tuple[Callable[[], Any], Any] | None = None
        self._open = ExitStack()

    def show(self, scene: Callable[[], T]) -> T:
        """Have the scene stand, and return what it returned when it was set."""
        if self._shown and self._shown[0] is scene:
            made: T = self._shown[1]
            return made
        self.clear()
        with (
            self._blocker.unblock(),
            time_machine.travel(NOW, tick=False),
            ExitStack() as opening,
        ):
            # A file's answer that a test closes would take the connection with it.
            opening.enter_context(
                patch.object(connection, "close_if_unusable_or_obsolete")
            )
            opening.enter_context(transaction.atomic())
            made = scene()
            self._open = opening.pop_all()
        self._shown = (scene, made)
        return made

    def clear(self) -> None:
        """Undo what stands."""
        if self._shown is None:
            return
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._open.close()
        self._shown = None


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The one stage of this test process."""
    built = Stage(django_db_blocker)
    yield built
    built.clear()


@pytest.fixture
def stage_with_cast(stage: Stage) -> None:
    """The cast stands before the test's own transaction begins."""
    stage.show(read_council)


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
    if "council" in names and not commits(item):
        return "stage_with_cast"
    marked = item.get_closest_marker("django_db")
    return "stage_empty" if marked or "django_db_setup" in names else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Set the stage before all else, and seldom: tests of one scene follow each other.

    Those that commit stay behind the others, where pytest-django puts them.
    """
    for item in items:
        needed, names = needed_by(item), getattr(item, "fixturenames", [])
        if needed:
            names[:] = [needed, *(name for name in names if name != needed)]
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    needed = needed_by(item)
    return needed is None, commits(item), needed == "stage_with_cast"
