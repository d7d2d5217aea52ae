"""Figures of ways to make a document, each a ratio of what two took in one round."""

import gc
import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = int(os.environ.get("ROUNDS", "7"))
Ways = dict[str, Callable[[], Callable[[], Any]]]


def spent(made: Callable[[], Any]) -> float:
    """The processors' seconds: ours, those of ended children, and of the printer."""
    gc.collect()
    before = _cpu()
    made()
    return _cpu() - before


def _cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    drawing = 0.0
    if process := printer():
        # In billionths: the other file counts in hundredths, a tenth of what a visit takes.
        drawing = int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    return time.process_time() + ended.ru_utime + ended.ru_stime + drawing


def printer() -> int | None:
    """The printing process of this one, when it has one."""
    from sitrack.core.documents import drawing

    process = drawing._printer._process
    return process.pid if process else None


def compared(ways: Ways) -> list[dict[str, float]]:
    """For each round, what each way took. A way is made ready first, and not timed."""
    rounds = []
    for _ in range(ROUNDS):
        order = random.sample(sorted(ways), len(ways))
        rounds.append({name: spent(ways[name]()) for name in order})
    return rounds


def figure(name: str, ratios: list[float], limit: float) -> None:
    measured = statistics.median(ratios)
    judged = "ok" if measured <= limit else "over"
    print(f"figure {name} {measured:.4f} {limit:.4f} {judged}", flush=True)


def at_least(name: str, ratios: list[float], limit: float) -> None:
    measured = statistics.median(ratios)
    judged = "ok" if measured >= limit else "over"
    print(f"figure {name} {measured:.4f} {limit:.4f} {judged}", flush=True)


def ratio(rounds: list[dict[str, float]], above: str, below: str) -> list[float]:
    return [one[above] / one[below] for one in rounds]
