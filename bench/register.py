"""Importing a register of England's size, against parsing and inserting it barely.

Prints for SQLite, and for PostgreSQL where DATABASE_URL names one, how many times as
long as the bare way it takes to import the file for the first time, and a second time
when nothing has changed; and the memory that it takes above the start, in MB. The bare
way reads the same file with the same parser and inserts one school a row, no more.

SITRACK_ENGLAND_FILE names the published file; without it one of that size is made
from Suffolk's rows.
"""

import csv
import io
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SUFFOLK = Path("fixtures/register/suffolk_2025-07-17.csv")
ENGLAND_ROWS = 22_010
ROUNDS = 2
SEEN_ON = date(2025, 7, 17)


def measure(engine: str) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = _scratch(engine)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _measure(engine, _england())
    finally:
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )


def _measure(engine: str, data: bytes) -> None:
    from django.core.management import call_command
    from django.db import transaction

    from schools.importers.gias import RegisterFile
    from schools.importers.gias_rows import SchoolRow
    from schools.models import School
    from schools.services.register import sync_register
    from sitrack.core.audit import guard

    def register() -> Any:
        return sync_register(
            RegisterFile(data), by=None, seen_on=SEEN_ON, dry_run=False
        )

    def barely() -> None:
        rows = [row for row in RegisterFile(data) if isinstance(row, SchoolRow)]
        with transaction.atomic():
            School.objects.bulk_create(
                [School(urn=row.urn, **row.facts._asdict()) for row in rows],
                batch_size=1_000,
            )

    def empty() -> None:
        # The log stands against being emptied, as everything does that it belongs to.
        with guard.lifted("The database of a benchmark is emptied."):
            call_command("flush", interactive=False, verbosity=0)

    times: dict[str, list[float]] = {"first": [], "second": [], "bare": []}
    start = _peak()
    for _ in range(ROUNDS):
        times["first"].append(_seconds(register))
        times["second"].append(_seconds(register))
        if len(times["first"]) == 1:
            memory = _peak() - start
            assert School.objects.count() == ENGLAND_ROWS
        empty()
        times["bare"].append(_seconds(barely))
        empty()
    first, second, bare = (min(taken) for taken in times.values())
    print(f"{engine}: first {first:.2f} s, second {second:.2f} s, bare {bare:.2f} s")
    _figure(f"register-{engine}-first", first / bare, 3)
    _figure(f"register-{engine}-second", second / bare, 1.5)
    _figure(f"register-{engine}-memory-mb", memory, 200)


def _scratch(engine: str) -> str:
    if engine == "sqlite":
        return os.environ["DATABASE_URL"].removeprefix("sqlite://")
    return f"sitrack_bench_{os.getpid()}"


def _seconds(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _figure(name: str, measured: float, limit: float) -> None:
    verdict = "ok" if measured <= limit else "over"
    print(f"figure {name} {measured:.2f} {limit} {verdict}", flush=True)


def _england() -> bytes:
    """The file that the environment names, or one like it."""
    from schools.importers.opening import read_bytes

    named = os.environ.get("SITRACK_ENGLAND_FILE")
    return read_bytes(Path(named)) if named else _made_up()


def _made_up() -> bytes:
    """Suffolk's rows over and over, each time with other numbers and authorities."""
    text = SUFFOLK.read_bytes().decode("cp1252")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, rows[0].keys(), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for number in range(ENGLAND_ROWS):
        copy, place = divmod(number, len(rows))
        own = {"URN": 100_000 + number, "LA (code)": 200 + copy}
        writer.writerow(rows[place] | own)
    return made.getvalue().encode("cp1252")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench._databases import on_each

    measure(sys.argv[1]) if len(sys.argv) > 1 else on_each(__file__)
