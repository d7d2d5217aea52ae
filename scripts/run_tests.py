"""Run the whole suite twice, on SQLite and on PostgreSQL, and close with the counts.

The first pass has neither server nor broker. The second has PostgreSQL, Redis and real
Celery workers: those that DATABASE_URL and REDIS_URL name, or private ones. Journeys in
the browser, a third of all the time, run in the second; in the first, those alone whose
outcome the database has a hand in (docs/adr/0047). What starts servers of its own, and what
asks no database, runs in the second alone. Arguments after `--` go to pytest in
both passes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
ONCE = "own_servers or no_database or (browser and not both_databases)"
ON_SQLITE = ["-m", f"not ({ONCE})"]


@dataclass(frozen=True)
class Counts:
    """What one pass came to."""

    passed: int
    failed: int
    skipped: int

    def __str__(self) -> str:
        """Say it as the closing line does."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def __add__(self, other: "Counts") -> "Counts":
        """Return both passes together."""
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )


def counts_of(report: Path) -> Counts:
    """Return the counts of a JUnit report; a pass that wrote none has failed."""
    if not report.exists():
        return Counts(0, 1, 0)
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314
    total = Counts(0, 0, 0)
    for suite in suites:
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        total += Counts(tests - failed - skipped, failed, skipped)
    return total


def sqlite_pass(pytest: list[str]) -> int:
    """Run the suite as the embedded default runs."""
    servers = ("DATABASE_URL", "REDIS_URL")
    environment = {k: v for k, v in os.environ.items() if k not in servers}
    return subprocess.run(
        [*pytest, *ON_SQLITE], env=environment, check=False
    ).returncode


def postgresql_pass(pytest: list[str]) -> int:
    """Run the suite as production runs."""
    wrapper = [sys.executable, str(ROOT / "scripts" / "with_servers.py"), "--"]
    return subprocess.run([*wrapper, *pytest], check=False).returncode


def main(arguments: list[str]) -> int:
    """Run both passes even where the first fails; fail where either does."""
    parser = argparse.ArgumentParser(description="The whole suite, on both databases.")
    parser.add_argument("--jobs", default="2", help="test processes side by side")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    options = parser.parse_args(arguments)
    # Every test process would compile every module, and the second pass once more.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    lines, exit_code, total = [], 0, Counts(0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="sitrack-reports-") as folder:
        for name, run in (("SQLite", sqlite_pass), ("PostgreSQL", postgresql_pass)):
            report = Path(folder) / f"{name}.xml"
            print(f"\n=== The suite on {name} ===", flush=True)
            pytest = [sys.executable, "-m", "pytest", "--create-db"]
            # A process that is done takes of another's tests: the slow ones stand last.
            pytest += ["-n", options.jobs, "--dist", "worksteal"]
            code = run([*pytest, f"--junit-xml={report}", *options.pytest])
            counts = counts_of(report)
            lines.append(f"{name}: {counts}")
            total += counts
            exit_code = exit_code or code
    print("\n" + "\n".join(lines))
    print(f"all: {total}")
    return exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
