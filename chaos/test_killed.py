"""Processes are killed while people save: what was acknowledged is there."""

import time

from chaos.figures import Figure
from chaos.kept import missing_and_twice, save
from chaos.people import AtWork, Sep
from tests.installation import Installation

SAVES, KILLS = 10_000, 3
SAVES_ON_A_FILE = 2_000
DARK = 0.3  # Seconds for which a server stays away.


def test_no_acknowledged_save_is_lost_when_servers_are_killed(
    on_postgresql: Installation, figure: Figure, at_least: Figure
) -> None:
    made = on_postgresql
    kills = list(made.programs.values()) * KILLS
    with AtWork(Sep(made), save) as work:
        for number, program in enumerate(kills, start=1):
            work.until(SAVES * number // (len(kills) + 1))
            program.kill()
            time.sleep(DARK)
            program.start()
        work.until(SAVES)
        words = work.stop()
    lost, twice = missing_and_twice(made, words)
    at_least("saves_acknowledged_while_servers_are_killed", len(words), SAVES)
    figure("acknowledged_saves_lost_over_15_kills", lost, 0)
    figure("saves_done_twice_over_15_kills", twice, 0)


def test_no_acknowledged_save_is_lost_on_a_file_when_its_pages_are_killed(
    on_sqlite: Installation, figure: Figure, at_least: Figure
) -> None:
    made = on_sqlite
    with AtWork(Sep(made), save) as work:
        for number in range(1, KILLS + 1):
            work.until(SAVES_ON_A_FILE * number // (KILLS + 1))
            made.web.kill()
            time.sleep(DARK)
            made.web.start()
        work.until(SAVES_ON_A_FILE)
        words = work.stop()
    lost, twice = missing_and_twice(made, words)
    at_least("saves_acknowledged_on_sqlite", len(words), SAVES_ON_A_FILE)
    figure("acknowledged_saves_lost_on_sqlite", lost, 0)
    figure("saves_done_twice_on_sqlite", twice, 0)
    figure("database_is_locked_on_sqlite", made.written().count("is locked"), 0)
