"""The clock changes: summer time begins and ends, and a wrong clock is put right."""

from datetime import UTC, datetime, timedelta

import pytest

from chaos.figures import Figure
from chaos.kept import missing_and_twice, save
from chaos.people import AtWork, Sep
from chaos.telling import tell, wait_until_told
from tests.installation import Installation
from tests.other_clock import clock_ahead
from tests.processes import wait_for

SAVES = 40
# In Greenwich it is one o'clock both times.
CHANGES = {
    "summer_time_begins": datetime(2027, 3, 28, 1, tzinfo=UTC),
    "summer_time_ends": datetime(2026, 10, 25, 1, tzinfo=UTC),
}
BEFORE = timedelta(seconds=30)  # The processes take their time to start.


@pytest.mark.parametrize("name", CHANGES)
def test_people_save_while_summer_time_begins_and_ends(
    on_postgresql: Installation, figure: Figure, name: str
) -> None:
    made = on_postgresql
    ahead = CHANGES[name] - datetime.now(UTC) - BEFORE
    before = len(made.web.written())
    with clock_ahead(made, ahead):
        with AtWork(Sep(made), save) as work:
            work.until(SAVES)
            wait_for(
                lambda: f"{CHANGES[name]:%Y-%m-%d %H}:" in made.web.said(),
                lambda: "it is not one o’clock yet",
            )
            work.until(len(work.acknowledged) + SAVES)
            words = work.stop()
        faults = made.web.written()[before:].count('"status": 500')
        # By the right clock what was typed weeks ago is cleared away.
        lost, twice = missing_and_twice(made, words)
    figure(f"saves_lost_as_{name}", lost, 0)
    figure(f"saves_done_twice_as_{name}", twice, 0)
    figure(f"faults_as_{name}", faults, 0)


def test_a_clock_that_is_put_back_an_hour_loses_nothing(
    on_postgresql: Installation, figure: Figure
) -> None:
    made = on_postgresql
    numbers = tell(made, "chaos:before", 10)
    wait_until_told(made, numbers, seconds=60)
    with clock_ahead(made, timedelta(hours=-1)):
        with AtWork(Sep(made), save) as work:
            work.until(SAVES)
            words = work.stop()
        # Told by an hour that is yet to come: it waits for that, and is not lost.
        numbers = tell(made, "chaos:ahead", 10)
    wait_until_told(made, numbers, seconds=60)
    lost, twice = missing_and_twice(made, words)
    figure("saves_lost_as_the_clock_is_put_back", lost, 0)
    figure("saves_done_twice_as_the_clock_is_put_back", twice, 0)
