"""What an operator does on an ordinary day turns nobody away."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from chaos.figures import Figure
from chaos.people import Sep, enter_time
from tests.installation import Installation
from tests.plain_browser import Browser, NoAnswer
from tests.processes import wait_for

WINDOWS, AFTER, IN_A_RELOAD = 8, 200, 1_000
RELOADS = 3


def failed(sep: Sep, requests: int, between: Callable[[int], None]) -> int:
    """How many of so many requests by eight windows came to nothing; ``between`` is
    told how many were made."""

    def ask(number: int, window: Browser) -> bool:
        between(number)
        try:
            if number % 20 == 0:
                return enter_time(window, sep, f"{id(window)} {number}").status != 302
            return window.open(f"/records/{sep.record}/header/").status != 200
        except NoAnswer:
            return True

    def work(hand: int) -> int:
        window = sep.window()
        return sum(ask(number, window) for number in range(hand, requests, WINDOWS))

    with ThreadPoolExecutor(WINDOWS) as hands:
        return sum(hands.map(work, range(WINDOWS)))


def test_after_a_restart_of_postgresql_at_most_one_request_fails(
    on_postgresql: Installation, figure: Figure
) -> None:
    sep = Sep(on_postgresql)
    # Every connection of the pools is used, and lies there when it is cut.
    assert failed(sep, AFTER, lambda number: None) == 0
    database = on_postgresql.servers["postgresql"]
    # As `systemctl restart` does: whoever is connected is cut off.
    database.tell(signal.SIGINT)
    assert database.process
    database.process.wait()
    database.start()
    figure(
        f"requests_failed_of_{AFTER}_after_postgresql_was_restarted",
        failed(sep, AFTER, lambda number: None),
        1,
    )


def test_a_reload_turns_nobody_away(
    on_postgresql: Installation, figure: Figure
) -> None:
    sep, web = Sep(on_postgresql), on_postgresql.web
    reloads = {IN_A_RELOAD * turn // (RELOADS + 1) for turn in range(1, RELOADS + 1)}

    def between(number: int) -> None:
        if number in reloads:
            web.tell(signal.SIGHUP)

    before = web.written().count("Booting worker")
    count = failed(sep, IN_A_RELOAD, between)
    wait_for(
        lambda: web.written().count("Booting worker") >= before + 2,
        lambda: "no new process was started",
    )
    figure(f"requests_failed_of_{IN_A_RELOAD}_in_{RELOADS}_reloads", count, 0)
