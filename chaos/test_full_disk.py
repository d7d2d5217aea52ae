"""The disk is full: nothing more is promised, and nothing that was promised is lost.

No file may grow past a few kilobytes, which needs neither root nor a disk of its own
(docs/adr/0053).
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from chaos.figures import Figure
from chaos.kept import missing_and_twice, save
from chaos.people import AtWork, Sep, keep_draft
from tests.installation import Installation
from tests.processes import Program, family

ROOM = 4_096
BEFORE, AFTER = 100, 100
WHILE_FULL = 3.0  # Seconds.


@contextmanager
def no_room(program: Program) -> Iterator[None]:
    """Let no file of a program's grow, for as long as the block runs."""
    limit(program, f"{ROOM}:unlimited")
    try:
        yield
    finally:
        limit(program, "unlimited:unlimited")


def limit(program: Program, room: str) -> None:
    """Set how large a file of a program's may be; it may have ended by now."""
    assert program.process
    for pid in family(program.process.pid):
        subprocess.run(
            ["prlimit", f"--pid={pid}", f"--fsize={room}"],
            user=program.account,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def test_a_full_disk_under_a_file_loses_nothing_that_was_saved(
    on_sqlite: Installation, figure: Figure
) -> None:
    made = on_sqlite
    sep = Sep(made)
    with AtWork(sep, save) as work:
        work.until(BEFORE)
        with no_room(made.web):
            time.sleep(WHILE_FULL)
            refused = keep_draft(sep.window(), sep, "no room for this")
            read = sep.window().open(f"/records/{sep.record}/header/")
        work.until(len(work.acknowledged) + AFTER)
        words = work.stop()
    assert refused.status == 500
    figure("pages_not_read_while_the_disk_is_full", int(read.status != 200), 0)
    lost, twice = missing_and_twice(made, words)
    figure("acknowledged_saves_lost_by_a_full_disk_on_sqlite", lost, 0)
    figure("saves_done_twice_by_a_full_disk_on_sqlite", twice, 0)


def test_a_full_disk_under_postgresql_loses_nothing_that_was_saved(
    on_postgresql: Installation, figure: Figure
) -> None:
    made, database = on_postgresql, on_postgresql.servers["postgresql"]
    with AtWork(Sep(made), save) as work:
        work.until(BEFORE)
        with no_room(database):
            # It cannot write down what it promises, and so ends itself.
            time.sleep(WHILE_FULL)
        database.kill()
        database.start()
        work.until(len(work.acknowledged) + AFTER)
        words = work.stop()
    lost, twice = missing_and_twice(made, words)
    figure("acknowledged_saves_lost_by_a_full_disk_on_postgresql", lost, 0)
    figure("saves_done_twice_by_a_full_disk_on_postgresql", twice, 0)


def test_a_backup_without_room_is_no_backup_and_says_so(
    on_each: Installation,
) -> None:
    made = on_each
    folder = made.var.parent / "backups"
    done = subprocess.run(
        ["prlimit", f"--fsize={ROOM}", ".venv/bin/python", "manage.py", "backup"],
        cwd=made.place,
        env=made.environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert list(folder.iterdir()) == []
