"""Whoever is to be told is told, whatever happens to those who tell."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from chaos.figures import Figure
from chaos.people import Sep, ask_rows, enter_time
from chaos.telling import STEP, tell, wait_until_came, wait_until_told
from tests.installation import Installation
from tests.mail_server import Mood
from tests.other_clock import clock_ahead

TOLD, KILLS, WHOLE = 3_000, 40, 2
# A mail server takes its time before it asks for the mail. What is told twice is what it
# took and nobody could note any more.
SECONDS_A_MAIL, AT_WORK = 0.25, "12"
ONE_IN = 20  # At most one duplicate in so many kills.
WHEN_WIPED, WHILE_IT_FAILS = 200, 20
LATER = timedelta(minutes=10)  # Any lease has ended by then, and the first pauses too.
SOON = 60


def duplicates(made: Installation, numbers: set[str]) -> int:
    """How many of these mails came again."""
    times = made.mail.times()
    return sum(times[number] - 1 for number in numbers)


@contextmanager
def at_work(made: Installation) -> Iterator[None]:
    """Have several send mails at once, to a server that takes its time."""
    worker = made.behind["worker"]
    usual = worker.command
    made.mail.forget()
    made.mail.seconds_a_mail = SECONDS_A_MAIL
    worker.command = [*usual, "--concurrency", AT_WORK]
    worker.start()
    try:
        yield
    finally:
        worker.command, made.mail.seconds_a_mail = usual, 0.0


def test_no_message_is_lost_when_the_worker_is_killed_forty_times(
    on_postgresql: Installation, figure: Figure
) -> None:
    made, worker = on_postgresql, on_postgresql.behind["worker"]
    worker.stop()
    numbers = tell(made, "chaos:killed", TOLD)
    with at_work(made):
        for number in range(1, KILLS + 1):
            wait_until_came(made, TOLD * number // (KILLS + 2))
            # Mostly one of the processes that do the work; at times all of them.
            if number % (KILLS // WHOLE):
                worker.kill_a_child()
            else:
                worker.kill()
                worker.start()
    with clock_ahead(made, LATER):
        wait_until_told(made, numbers, seconds=SOON)
    figure(f"messages_lost_of_{TOLD}_over_{KILLS}_kills", 0, 0)
    twice = duplicates(made, numbers)
    figure(f"messages_sent_twice_over_{KILLS}_kills", twice, KILLS / ONE_IN)


def test_nothing_is_lost_when_redis_is_wiped(
    on_postgresql: Installation, figure: Figure
) -> None:
    made = on_postgresql
    redis, worker = made.servers["redis"], made.behind["worker"]
    made.mail.forget()
    worker.stop()
    numbers = tell(made, "chaos:wiped", WHEN_WIPED)
    redis.kill()
    # Pages are saved without it, and nobody waits for it.
    sep = Sep(made)
    begun = time.monotonic()
    saved = enter_time(sep.window(), sep, "while Redis is away")
    assert saved.status == 302
    figure("seconds_to_save_without_redis", time.monotonic() - begun, 10)
    for path in redis.place.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    redis.start()
    worker.start()
    wait_until_told(made, numbers, seconds=SOON)
    figure(f"messages_lost_of_{WHEN_WIPED}_when_redis_is_wiped", 0, 0)


def test_a_mail_server_that_hangs_or_dies_loses_nothing(
    on_postgresql: Installation, figure: Figure
) -> None:
    made = on_postgresql
    made.mail.forget()
    with made.mail.being(Mood.HANGS):
        numbers = tell(made, "chaos:hangs", WHILE_IT_FAILS)
        sep = Sep(made)
        begun = time.monotonic()
        assert sep.window().open("/").status == 200
        figure("seconds_of_a_page_while_mail_hangs", time.monotonic() - begun, 10)
        # Three are tried, and each is waited for.
        time.sleep(35)
        attempts = (
            "SELECT attempts FROM core_notification WHERE key LIKE 'chaos:hangs:%'"
        )
        # Asked while it hangs: as soon as it does not, a sweep sends the others.
        tried = sum(row[0] != "0" for row in ask_rows(made, attempts))
    figure("messages_tried_while_mail_hangs", tried, 6)
    with made.mail.being(Mood.DIES):
        numbers |= tell(made, "chaos:dies", WHILE_IT_FAILS)
        time.sleep(5)
    with clock_ahead(made, LATER):
        wait_until_told(made, numbers, seconds=SOON)
    figure(f"messages_lost_of_{len(numbers)}_while_mail_fails", 0, 0)
    failed = "SELECT count(*) FROM core_notification WHERE state = 'failed'"
    assert ask_rows(made, failed) == [["0"]]


def test_without_a_worker_a_page_waits_no_longer_for_mail_than_for_one(
    on_sqlite: Installation, figure: Figure
) -> None:
    made = on_sqlite
    made.mail.forget()
    with made.mail.being(Mood.HANGS):
        begun = time.monotonic()
        numbers = tell(made, "chaos:page", STEP)
    figure("seconds_to_tell_ten_while_mail_hangs", time.monotonic() - begun, 40)
    with clock_ahead(made, LATER):
        made.manage("tick")
    assert numbers <= set(made.mail.times())
