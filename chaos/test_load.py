"""25 requests a second of mixed signed-in pages, against each page on its own."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import pytest

from chaos.figures import Figure
from chaos.people import Sep, keep_draft
from tests.installation import Installation

A_SECOND, SECONDS, ALONE = 25, 20, 5


def pages_of(sep: Sep) -> list[str]:
    """What a SEP opens in a morning; nothing stands for typing a sentence."""
    school, record = sep.school, sep.record
    return [
        "/",
        f"/schools/{school}/",
        f"/records/{record}/",
        f"/schools/{school}/visits/",
        "",
        f"/schools/{school}/hours/",
        "/steps/",
        f"/schools/{school}/due/",
        "",
        f"/records/{record}/header/",
    ]


def seconds_of(sep: Sep, path: str, words: str) -> tuple[float, bool]:
    """How long an answer took, and whether it was one."""
    begun = time.monotonic()
    window = sep.window()
    answer = window.open(path) if path else keep_draft(window, sep, words)
    return time.monotonic() - begun, answer.status == 200


@pytest.mark.alone
def test_the_work_of_hundreds_is_answered_without_a_fault(
    on_postgresql: Installation, figure: Figure, measured: Figure
) -> None:
    sep = Sep(on_postgresql)
    pages = pages_of(sep)
    alone = {
        page: statistics.median(
            seconds_of(sep, page, f"alone {number}")[0] for number in range(ALONE)
        )
        for page in dict.fromkeys(pages)
    }
    asked = list(islice(cycle(pages), A_SECOND * SECONDS))
    begun = time.monotonic()

    def ask(number: int) -> tuple[float, bool]:
        # When it is due, however long those before take.
        time.sleep(max(0.0, begun + number / A_SECOND - time.monotonic()))
        took, fine = seconds_of(sep, asked[number], f"under load {number}")
        return took / alone[asked[number]], fine

    with ThreadPoolExecutor(A_SECOND * 4) as hands:
        answers = list(hands.map(ask, range(len(asked))))
    ratios = sorted(ratio for ratio, _ in answers)
    measured(
        "p95_at_25_a_second_by_the_page_alone", ratios[len(ratios) * 95 // 100], 10
    )
    faults = sum(not fine for _, fine in answers)
    figure(f"requests_failed_of_{len(asked)}_at_25_a_second", faults, 0)
