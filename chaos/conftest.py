"""Two installations of the demonstration, one on each database, kept for all scenarios.

Scenarios run in two processes side by side (docs/adr/0053), each with its own, made when
the first scenario asks. Each scenario finds every process running, and leaves it so.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.installation import (
    Installation,
    collect_static,
    installation,
    installed,
    private_servers,
)
from tests.mail_server import mail_server
from tests.processes import Program

pytest_plugins = ["chaos.figures"]


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where all of it lies."""
    with TemporaryDirectory(prefix="sitrack-chaos-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def place(folder: Path) -> Iterator[Path]:
    """The code that both run."""
    with installed(folder) as made:
        collect_static(made)
        yield made


@pytest.fixture(scope="session")
def standing() -> list[Installation]:
    """What was made so far."""
    return []


@contextmanager
def furnished(
    home: Path,
    place: Path,
    servers: dict[str, Program] | None = None,
    addresses: dict[str, str] | None = None,
) -> Iterator[Installation]:
    """One with the demonstration in it, its pages and what works behind them started.
    The second step of signing in is not what breaks here."""
    more = {"SITRACK_SECOND_FACTOR": "optional", **(addresses or {})}
    with (
        mail_server() as mail,
        installation(home, place, mail, servers=servers, **more) as made,
    ):
        made.manage("demo")
        made.start_pages()
        yield made


@pytest.fixture(scope="session")
def on_postgresql(
    folder: Path, place: Path, standing: list[Installation]
) -> Iterator[Installation]:
    """The whole of it: PostgreSQL, Redis, pages, worker, clock."""
    home = folder / "postgresql"
    home.mkdir()
    with (
        private_servers(home) as (servers, addresses),
        furnished(home, place, servers, addresses) as made,
    ):
        standing.append(made)
        yield made


@pytest.fixture(scope="session")
def on_sqlite(
    folder: Path, place: Path, standing: list[Installation]
) -> Iterator[Installation]:
    """Pages alone, on a file."""
    home = folder / "sqlite"
    home.mkdir()
    with furnished(home, place) as made:
        standing.append(made)
        yield made


@pytest.fixture(params=["on_postgresql", "on_sqlite"], ids=["postgresql", "sqlite"])
def on_each(request: pytest.FixtureRequest) -> Installation:
    """Each of the two in turn."""
    made: Installation = request.getfixturevalue(request.param)
    return made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process alone makes the installation on SQLite. What runs alone comes last,
    where it holds up least."""
    for item in items:
        if "sqlite" in item.name or "on_sqlite" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("sqlite"))
    items.sort(key=lambda item: bool(item.get_closest_marker("alone")))


@pytest.fixture(autouse=True)
def own_turn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Scenarios run beside each other, but for one that measures how quick an answer
    is: marked ``alone``, it waits for those that have begun, and others wait for it."""
    alone = request.node.get_closest_marker("alone")
    common = tmp_path_factory.getbasetemp().parent
    with (common / "door").open("w") as door, (common / "room").open("w") as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        if not alone:
            fcntl.flock(door, fcntl.LOCK_UN)
        yield


@pytest.fixture(autouse=True)
def nothing_is_locked(standing: list[Installation]) -> Iterator[None]:
    """Fail where a scenario ends with "database is locked" in a log."""

    def found() -> int:
        return sum(made.written().count("database is locked") for made in standing)

    before = found()
    yield
    assert found() == before
