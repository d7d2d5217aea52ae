"""The demonstration: a team, twelve invented schools and a year of their work."""

from collections.abc import Callable
from typing import Any

besides: list[Callable[[Any], None]] = []


def also(tell: Callable[[Any], None]) -> None:
    """Have an app above tell something of its own at the end, given the cast."""
    if tell not in besides:
        besides.append(tell)
