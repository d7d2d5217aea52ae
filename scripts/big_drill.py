"""A database of a gigabyte is backed up, brought back beside itself and compared.

    python scripts/big_drill.py [MEGABYTES]

On PostgreSQL and on SQLite, each an installation of the demonstration that is filled up
to the size first. Prints the minutes that each backup and each drill took, as figures
`figure NAME MEASURED LIMIT ok`, or `over`, which fails.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.installation import Installation, installation, installed, private_servers
from tests.mail_server import mail_server

MEGABYTES, MINUTES = 1_000, 15


@contextmanager
def demonstration(vendor: str) -> Iterator[Installation]:
    """An installation on one kind of database with the demonstration in it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="sitrack-drill-")))
        place = stack.enter_context(installed(folder))
        mail = stack.enter_context(mail_server())
        servers, addresses = None, dict[str, str]()
        if vendor == "postgresql":
            servers, addresses = stack.enter_context(private_servers(folder))
        made = stack.enter_context(
            installation(folder, place, mail, servers=servers, **addresses)
        )
        made.manage("demo")
        yield made


def drill(vendor: str, megabytes: int) -> bool:
    """Fill one up, back it up and bring it back; whether both took no longer than they
    may. Raises AssertionError with what was not as it had been."""
    with demonstration(vendor) as made:
        made.run("scripts/grow.py", str(megabytes))
        backup = _minutes(made, "backup")
        back = _minutes(made, "drill")
    name = f"{vendor}_of_{megabytes}_mb"
    return all(
        [_figure(f"backup_{name}", backup), _figure(f"drill_{name}", back)],
    )


def _minutes(made: Installation, command: str) -> float:
    begun = time.monotonic()
    print(made.manage(command).strip(), flush=True)
    return (time.monotonic() - begun) / 60


def _figure(name: str, minutes: float) -> bool:
    judged = "ok" if minutes <= MINUTES else "over"
    print(f"figure {name}_minutes {minutes:.2f} {MINUTES} {judged}", flush=True)
    return minutes <= MINUTES


def main(arguments: list[str]) -> int:
    """Both kinds, one after the other."""
    megabytes = int(arguments[0]) if arguments else MEGABYTES
    within = [drill(vendor, megabytes) for vendor in ("postgresql", "sqlite")]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
