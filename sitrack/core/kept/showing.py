"""Showing a form filled with words that were typed before, and doing nothing.

The page is asked for, never posted: its forms, empty otherwise, take the words up
(`sitrack.core.forms`), are not judged, and are never valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

# What a page needs and no reader does.
OF_THE_PAGE = {"submit_token", "passport", "draft", "version"}
# What belongs to the page, or must be kept nowhere.
LEFT_OUT = ("csrfmiddlewaretoken", "passport", "password")


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


def shown_again(name: str) -> list[str]:
    """What a hidden box held on the page that the words were typed on."""
    shown = _shown.get()
    return shown.words.getlist(name) if shown else []


def may_be_kept(name: str) -> bool:
    """Whether what stands in a box is somebody's words, and no password."""
    return not any(part in name for part in LEFT_OUT)


def words_alone(
    request: HttpRequest, words: QueryDict, *, status: int = 200
) -> HttpResponse:
    """The form is there no longer: the words alone, to be copied."""
    list(messages.get_messages(request))
    return render(request, "kept.html", {"texts": texts_of(words)}, status=status)


def texts_of(words: QueryDict) -> list[tuple[str, str]]:
    """What somebody typed, box by box, and nothing that is kept from all eyes."""
    return [
        (name.replace("_", " "), "\n".join(values))
        for name, values in words.lists()
        if name not in OF_THE_PAGE and may_be_kept(name) and any(values)
    ]


def token_shown() -> str:
    """The submit token that the words were typed under: it is still the same form."""
    shown = _shown.get()
    return shown.words.get("submit_token", "") if shown else ""
