"""The migrated database: made by one test process, copied by the others.

All migrations take a core a quarter of a minute. On SQLite the copy is kept beside the
checkout for as long as no migration changes, unless pytest is told ``--create-db``, as
the whole suite is. On PostgreSQL it is a template, gone when its maker ends.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from pytest_django import DjangoDbBlocker

from sitrack.core.audit import guard

EMPTY_CACHE = "DELETE FROM core_cache"
EMPTY = BaseDatabaseOperations.execute_sql_flush
KEPT = Path(settings.BASE_DIR, ".pytest_cache", "migrated")


def every_migration() -> str:
    """A short name for all migrations as they stand, and for the index of texts."""
    told = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            told.update(f"{app.label} {file.name}\0".encode() + file.read_bytes())
    # Seen to after every migrate, and no migration (decision record 18).
    told.update(Path(settings.BASE_DIR, "reports/search/index.py").read_bytes())
    return told.hexdigest()[:16]


class SqliteCopy:
    """A file with the migrated database in it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{every_migration()}.sqlite3"

    def use(self) -> None:
        """Copy it to where this process's tests look, if it is there."""
        if self._file.exists():
            shutil.copyfile(self._file, connection.settings_dict["TEST"]["NAME"])

    def keep(self) -> None:
        """Keep what this process migrated, in place of any older."""
        if self._file.exists():
            return
        for older in self._file.parent.glob("*.sqlite3"):
            older.unlink()
        source = connection.settings_dict["TEST"]["NAME"]
        unfinished = self._file.with_suffix(".unfinished")
        with (
            closing(sqlite3.connect(source)) as made,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            made.backup(copy)
        unfinished.rename(self._file)

    def forget(self) -> None:
        """The file stays."""


class PostgresTemplate:
    """A database that PostgreSQL copies, and a file that says it is there."""

    def __init__(self, folder: Path) -> None:
        self._there = folder / "template"
        self._name = connection.ops.quote_name(f"template_{folder.name}")
        self._made = False

    def use(self) -> None:
        """Have this process's database copied from it, if it is there."""
        if self._there.exists():
            name = self._name.strip('"')
            connection.settings_dict["TEST"]["TEMPLATE"] = name

    def keep(self) -> None:
        """Make it from what this process migrated."""
        if self._there.exists():
            return
        source = connection.ops.quote_name(connection.settings_dict["NAME"])
        connection.close()
        if connection.settings_dict.get("OPTIONS", {}).get("pool"):
            connection.close_pool()  # type: ignore[attr-defined]
        self._run(f"CREATE DATABASE {self._name} TEMPLATE {source}")
        self._there.touch()
        self._made = True

    def forget(self) -> None:
        """Its maker removes it; whoever comes after that migrates again."""
        if self._made:
            self._there.unlink()
            self._run(f"DROP DATABASE {self._name}")

    def _run(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other test process does this at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite opens the file that was copied; it goes with its folder."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    """What ``--create-db`` asks for is done here: nothing older is copied."""
    return False


@pytest.fixture(scope="session")
def own_turn(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Callable[[], None]]:
    """The others wait from here until the call, while the database is made."""
    folder = Path(os.environ["SITRACK_TEST_VAR"])
    copy: SqliteCopy | PostgresTemplate
    if connection.vendor == "postgresql":
        copy = PostgresTemplate(folder)
    else:
        fresh = request.config.getvalue("create_db")
        folder = folder if fresh else KEPT
        copy = SqliteCopy(folder)
    with ExitStack() as turn:
        turn.enter_context(alone(folder))
        copy.use()

        def end() -> None:
            with django_db_blocker.unblock():
                copy.keep()
            turn.close()

        yield end
    with django_db_blocker.unblock(), alone(folder):
        copy.forget()


@pytest.fixture(scope="session")
def django_db_setup(
    own_turn: Callable[[], None], django_db_setup: None
) -> Iterator[None]:
    """Make the database, or copy it from who made it first.

    Emptied, it is still a migrated one. What is seen to after every migrate stands, and
    Django's own permissions, which nobody here asks for, need no writing anew.
    """
    own_turn()
    with (
        patch("django.core.management.commands.flush.emit_post_migrate_signal"),
        patch.object(BaseDatabaseOperations, "execute_sql_flush", empty_with_the_log),
    ):
        yield


def empty_with_the_log(ops: BaseDatabaseOperations, statements: list[str]) -> None:
    """Empty the tables, those that stand against it included, and the cache, which is a
    table of no model: a code that was spent in one test is none in the next.

    It stands in for every connection: the main thread has another one as soon as a
    browser's loop runs in it.
    """
    with guard.lifted("The database of a test is emptied."):
        EMPTY(ops, [*statements, EMPTY_CACHE])
