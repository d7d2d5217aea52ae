"""Eight windows write at once, at the running servers, on both databases."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from chaos.figures import Figure
from chaos.people import Sep, ask_rows, enter_time
from tests.installation import Installation

WRITERS, EDITS, FORMS = 8, 60, 40
MOMENT = 0.1  # Seconds: nobody reads and types again at once.


def at_once(act: Callable[[int], object]) -> None:
    """Have each of the windows do it; raises what any of them raised."""
    with ThreadPoolExecutor(WRITERS) as hands:
        list(hands.map(act, range(WRITERS)))


def add_to_vision(sep: Sep, words: str) -> None:
    """Read, add a word, save; whoever comes second reads again and tries again."""
    window, path = sep.window(), f"/records/{sep.record}/header/"
    while True:
        page = window.open(path)
        answer = window.send(
            path,
            submit_token=page.field("submit_token"),
            draft=page.field("draft"),
            version=page.field("version"),
            adviser=page.field("adviser"),
            peer_review="yes",
            peer_review_note=page.field("peer_review_note"),
            vision=f"{page.words_in('vision')} {words}",
        )
        if answer.status == 302:
            return
        assert answer.status == 409
        time.sleep(random.uniform(0, MOMENT))  # noqa: S311


def test_of_480_edits_by_eight_writers_none_is_lost(
    on_each: Installation, figure: Figure
) -> None:
    sep = Sep(on_each)

    def write(number: int) -> None:
        for edit in range(EDITS):
            add_to_vision(sep, f"w{number}e{edit}")

    at_once(write)
    vision = sep.window().open(f"/records/{sep.record}/header/").words_in("vision")
    wanted = {f"w{number}e{edit}" for number in range(WRITERS) for edit in range(EDITS)}
    name = f"updates_lost_of_{WRITERS * EDITS}_on_{on_each.vendor}"
    figure(name, len(wanted - set(vision.split())), 0)


def test_of_320_posts_of_40_forms_40_are_done(
    on_each: Installation, figure: Figure
) -> None:
    sep = Sep(on_each)
    forms = [f"form {number} sent by eight windows" for number in range(FORMS)]
    led_to = set()

    def post(number: int) -> None:
        window = sep.window()
        for words in forms:
            answer = enter_time(window, sep, words)
            assert answer.status == 302
            led_to.add(answer.leads_to)

    at_once(post)
    rows = ask_rows(
        on_each,
        "SELECT what_for FROM engagement_timeentry"
        " WHERE what_for LIKE '% sent by eight windows'",
    )
    assert len(led_to) == 1
    assert {row[0] for row in rows} == set(forms)
    extra = len(rows) - FORMS
    figure(f"rows_too_many_of_{WRITERS * FORMS}_posts_on_{on_each.vendor}", extra, 0)
