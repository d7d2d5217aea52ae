"""Documents that are handed out again as long as nothing they were made of changed.

Making a document reads rows by dozens of statements and writes pages of HTML, only to
find that it was drawn before. Here each process keeps, of the documents it made lately,
what was read for them; while the same would be read now, the file is still true. Only
sums of rows are kept, and in memory: a restart costs one making of each.

Nobody gets a file by way of this who may not: the reader is found to be one first, by
what is read now, and what that read is held against what it read then.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import NamedTuple

from sitrack.core.documents import shelf
from sitrack.core.watching import Watch

MOST_KEPT = 300


class Made(NamedTuple):
    """What was read for a document, under which name it is on the shelf, and what its
    file is called."""

    read: Watch
    key: str
    filename: str


_made: OrderedDict[Hashable, Made] = OrderedDict()
_turn = Lock()


def find(asked: Hashable, *, given: Watch) -> tuple[bytes, str] | None:
    """The file made for just this asking and its name, where it is still true; None
    where it must be made. ``given`` is what was read now to find that the reader may
    have it."""
    with _turn:
        made = _made.get(asked)
        if made is None:
            return None
        _made.move_to_end(asked)
    if not made.read.still_true(given=given):
        return None
    pdf = shelf.find(made.key)
    return (pdf, made.filename) if pdf is not None else None


def note(asked: Hashable, made: Made) -> None:
    """Remember what a document was made of. ``asked`` holds all that it hangs on
    besides rows: what it is, its reader, the day."""
    with _turn:
        _made[asked] = made
        _made.move_to_end(asked)
        while len(_made) > MOST_KEPT:
            _made.popitem(last=False)


def forget_all() -> None:
    """Forget everything: for tests."""
    with _turn:
        _made.clear()
