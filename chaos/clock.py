"""Another time of day for the processes of the application, by libfaketime."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installation import Installation

LIBRARY = "faketime/libfaketimeMT.so.1"
TOLD = "FAKETIME"


def library() -> str:
    """Where the library is. Raises FileNotFoundError with the package that has it."""
    for folder in (Path("/usr/lib"), *Path("/usr/lib").glob("*-linux-gnu")):
        if (folder / LIBRARY).exists():
            return str(folder / LIBRARY)
    raise FileNotFoundError("libfaketime is not installed: install faketime.")


@contextmanager
def clock_at(made: Installation, told: str) -> Iterator[None]:
    """Have pages, worker and beat started anew by another clock, and anew by the right
    one afterwards: `+10m` is ahead of it, `@2027-03-28 00:59:50` starts there."""
    environment = made.environment
    environment |= {
        "LD_PRELOAD": library(),
        TOLD: told,
        # What waits for a time to pass goes by the machine's own clock.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "TZ": os.environ.get("TZ", "UTC"),
    }
    _start_anew(made)
    try:
        yield
    finally:
        for name in ("LD_PRELOAD", TOLD, "FAKETIME_DONT_FAKE_MONOTONIC", "TZ"):
            environment.pop(name)
        _start_anew(made)


def _start_anew(made: Installation) -> None:
    for program in (made.web, *made.behind.values()):
        program.stop()
    made.start_pages()
