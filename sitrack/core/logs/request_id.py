"""The number of a request, which its lines, its answer and its tasks carry."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-ID"
# What a proxy makes; anything else that stands in the header is somebody's text.
PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def current() -> str | None:
    """The number of the request that is being answered, or whose task this is."""
    return _current.get()


def chosen(told: str | None) -> str:
    """What a proxy told, where that is a plain number; else a new one."""
    if told and PLAIN.fullmatch(told):
        return told
    return secrets.token_hex(8)


@contextmanager
def carrying(number: str | None) -> Iterator[None]:
    """Have the block's lines and tasks carry a number."""
    token = _current.set(number)
    try:
        yield
    finally:
        _current.reset(token)
