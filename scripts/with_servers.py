"""Run a command with PostgreSQL and Redis: those named by the environment, or private.

    python scripts/with_servers.py -- pytest tests/core

DATABASE_URL and REDIS_URL are used where they are set. What is not set is started on a
free port, named in the command's environment, and stopped whatever happens.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.servers import ServerMissing, private_postgres, private_redis


def run_with_servers(command: list[str]) -> int:
    """Run the command beside the two servers and return its exit code."""
    environment = dict(os.environ)
    with ExitStack() as stack:
        if not environment.get("DATABASE_URL"):
            environment["DATABASE_URL"] = stack.enter_context(private_postgres())
        elif not environment["DATABASE_URL"].startswith(("postgres:", "postgresql:")):
            raise ServerMissing("DATABASE_URL is set, but does not name PostgreSQL.")
        if not environment.get("REDIS_URL"):
            environment["REDIS_URL"] = stack.enter_context(private_redis())
        return subprocess.run(command, env=environment, check=False).returncode


def stop(signal_number: int, _frame: object) -> None:
    """Leave through the blocks that stop the servers."""
    sys.exit(128 + signal_number)


def main(arguments: list[str]) -> int:
    """Run the command after `--`; say in one line what is missing."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("Name the command to run after --", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    try:
        return run_with_servers(command)
    except ServerMissing as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
