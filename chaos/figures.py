"""A line a figure, as the benchmarks print them; over its limit it fails the test.

Scenarios run in processes side by side, so a line travels with the report of its test
to the process that prints.
"""

from collections.abc import Callable

import pytest

Figure = Callable[[str, float, float], None]
Note = Callable[[str, object], None]


class Printed:
    """Prints the figures of each scenario as it ends."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Print them below the dots."""
        lines = [line for name, line in report.user_properties if name == "figure"]
        if report.when == "call" and lines:
            self._terminal.write("".join(f"\n{line}" for line in lines) + "\n")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Print in the one process that has a terminal."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal:
        config.pluginmanager.register(Printed(terminal))


def note(record: Note, name: str, measured: float, limit: float, fine: bool) -> None:
    """Hand on `figure NAME MEASURED LIMIT ok`, or `over`."""
    judged = "ok" if fine else "over"
    record("figure", f"figure {name} {measured:g} {limit:g} {judged}")


@pytest.fixture
def figure(record_property: Note) -> Figure:
    """Print a figure that must not be above its limit; `over` fails."""

    def show(name: str, measured: float, limit: float) -> None:
        note(record_property, name, measured, limit, measured <= limit)
        assert measured <= limit, name

    return show


@pytest.fixture
def measured(record_property: Note) -> Figure:
    """Print a figure that hangs on what else the machine does: over its limit it says
    so, and fails nothing."""

    def show(name: str, measured: float, limit: float) -> None:
        note(record_property, name, measured, limit, measured <= limit)

    return show


@pytest.fixture
def at_least(record_property: Note) -> Figure:
    """Print a figure that must not be below its limit; `over` says that it was."""

    def show(name: str, measured: float, limit: float) -> None:
        note(record_property, name, measured, limit, measured >= limit)
        assert measured >= limit, name

    return show
