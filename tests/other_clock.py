"""Another time of day for the processes of the application: their Python has another
clock. Whatever waits for a while goes by the machine's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.installation import Installation

AHEAD = "SECONDS_AHEAD"
# Python reads it before anything else, where it finds it.
READ_FIRST = f"""\
import os
from datetime import UTC, datetime, timedelta

import time_machine

ahead = timedelta(seconds=float(os.environ["{AHEAD}"]))
time_machine.travel(datetime.now(UTC) + ahead, tick=True).start()
"""


@contextmanager
def clock_ahead(made: Installation, ahead: timedelta) -> Iterator[None]:
    """Have pages, worker and beat started anew by a clock that is so far ahead, or
    behind, and anew by the right one afterwards."""
    usual = dict(made.environment)
    set_ahead(made, ahead)
    _start_anew(made)
    try:
        yield
    finally:
        made.environment.clear()
        made.environment.update(usual)
        _start_anew(made)


def set_ahead(made: Installation, ahead: timedelta) -> None:
    """Have whatever is started from now on go by a clock that is so far ahead."""
    folder = made.var.parent / "clock"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(READ_FIRST, encoding="utf-8")
    paths = [str(folder), *made.environment.get("PYTHONPATH", "").split(os.pathsep)]
    made.environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    made.environment[AHEAD] = str(ahead.total_seconds())


def day_of(made: Installation) -> date:
    """The day that it is by the clock of its processes."""
    ahead = timedelta(seconds=float(made.environment.get(AHEAD, "0")))
    return (datetime.now(UTC) + ahead).astimezone(ZoneInfo("Europe/London")).date()


def _start_anew(made: Installation) -> None:
    for program in (made.web, *made.behind.values()):
        program.stop()
    made.start_pages()
