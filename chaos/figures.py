"""A line a figure, as the benchmarks print them; over its limit it fails the test."""

from collections.abc import Callable

import pytest

Figure = Callable[[str, float, float], None]


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Print `figure NAME MEASURED LIMIT ok`, or `over`, which fails."""

    def show(name: str, measured: float, limit: float) -> None:
        judged = "ok" if measured <= limit else "over"
        with capsys.disabled():
            print(f"\nfigure {name} {measured:g} {limit:g} {judged}", flush=True)
        assert measured <= limit, name

    return show


@pytest.fixture
def measured(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Print a figure that hangs on what else the machine does: over its limit it says
    so, and fails nothing."""

    def show(name: str, measured: float, limit: float) -> None:
        judged = "ok" if measured <= limit else "over"
        with capsys.disabled():
            print(f"\nfigure {name} {measured:g} {limit:g} {judged}", flush=True)

    return show


@pytest.fixture
def at_least(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Print a figure that must not be below its limit; `over` says that it was."""

    def show(name: str, measured: float, limit: float) -> None:
        judged = "ok" if measured >= limit else "over"
        with capsys.disabled():
            print(f"\nfigure {name} {measured:g} {limit:g} {judged}", flush=True)
        assert measured >= limit, name

    return show
