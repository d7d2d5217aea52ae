"""Several people at once: each in a thread, with a connection of their own."""

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
PATIENCE = 60


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Run all of these, started together; return what each came to, in their order.

    Raises what any of them raised.
    """
    start = threading.Barrier(len(acts))
    results: dict[int, T] = {}
    errors: list[BaseException] = []

    def run(number: int, act: Callable[[], T]) -> None:
        try:
            start.wait(timeout=PATIENCE)
            results[number] = act()
        except BaseException as error:  # noqa: BLE001  (raised again below)
            errors.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(number, act), daemon=True)
        for number, act in enumerate(acts)
    ]
    # A pool gives each thread its connection only while nobody else holds one idle.
    connection.close()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    if errors:
        raise errors[0]
    return [results[number] for number in range(len(acts))]


def each(acts: Iterable[Callable[[], None]]) -> Callable[[], None]:
    """One act that does all of these, one after another."""
    listed = list(acts)

    def act() -> None:
        for one in listed:
            one()

    return act
