"""Two installations of the demonstration, one on each database, kept for all scenarios.

Each scenario finds every process running, and leaves it so.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
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

pytest_plugins = ["chaos.figures"]


@dataclass(frozen=True)
class Both:
    """The same application on each database."""

    postgresql: Installation
    sqlite: Installation


def furnish(made: Installation) -> Installation:
    """Load the demonstration, and start the pages and what works behind them."""
    made.manage("demo")
    made.start_pages()
    return made


@pytest.fixture(scope="session")
def both() -> Iterator[Both]:
    """Both, made side by side. The second step of signing in is not what breaks here."""
    with ExitStack() as stack:
        name = stack.enter_context(TemporaryDirectory(prefix="sitrack-chaos-"))
        folder = Path(name)
        place = stack.enter_context(installed(folder))
        collect_static(place)
        made = []
        for vendor in ("postgresql", "sqlite"):
            home = folder / vendor
            home.mkdir()
            mail = stack.enter_context(mail_server())
            servers, addresses = None, dict[str, str]()
            if vendor == "postgresql":
                servers, addresses = stack.enter_context(private_servers(home))
            made.append(
                stack.enter_context(
                    installation(
                        home,
                        place,
                        mail,
                        servers=servers,
                        SITRACK_SECOND_FACTOR="optional",
                        **addresses,
                    )
                )
            )
        with ThreadPoolExecutor(len(made)) as hands:
            yield Both(*hands.map(furnish, made))


@pytest.fixture
def on_postgresql(both: Both) -> Installation:
    """The whole of it: PostgreSQL, Redis, pages, worker, clock."""
    return both.postgresql


@pytest.fixture
def on_sqlite(both: Both) -> Installation:
    """Pages alone, on a file."""
    return both.sqlite


@pytest.fixture(params=["postgresql", "sqlite"])
def on_each(request: pytest.FixtureRequest, both: Both) -> Installation:
    """Each of the two in turn."""
    made: Installation = getattr(both, request.param)
    return made


@pytest.fixture(autouse=True)
def nothing_is_locked(both: Both) -> Iterator[Callable[[], int]]:
    """Fail where a scenario ends with "database is locked" in a log."""

    def found() -> int:
        return sum(
            made.written().count("database is locked")
            for made in (both.postgresql, both.sqlite)
        )

    before = found()
    yield found
    assert found() == before
