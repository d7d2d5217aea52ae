"""Showing a form filled with words that were typed before, and doing nothing.

The page is asked for, never posted: its forms, empty otherwise, take the words up
(`sitrack.core.forms`), are not judged, and are never valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import QueryDict


@dataclass
class Shown:
    """The words, and whether a form of the page has taken them up."""

    words: QueryDict
    taken: bool = False


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


@contextmanager
def showing(words: QueryDict) -> Iterator[Shown]:
    """Have the forms that are made inside take these words up."""
    shown = Shown(words)
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


def take_up(*names: str) -> QueryDict | None:
    """The words for a form that has one of these fields; None where there are none."""
    shown = _shown.get()
    if shown is None or not any(name in shown.words for name in names):
        return None
    shown.taken = True
    return shown.words


def token_shown() -> str:
    """The submit token that the words were typed under: it is still the same form."""
    shown = _shown.get()
    return shown.words.get("submit_token", "") if shown else ""
