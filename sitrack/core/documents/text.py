"""Text made fit for paper: nothing typed is lost, nothing typed can do harm.

Control characters, overrides of direction and other signs without a shape are left
out; a character that no face can draw is named in brackets; a run of letters without
a space may break, so that it neither runs off the page nor takes minutes to lay out.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sitrack.core.documents import fonts

KEPT = {"\n", "\t"}
WITHOUT_SHAPE = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Selectors of a variant of the sign before them; the sign itself stays.
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
BREAK = "\u200b"
LONG_RUN = re.compile(r"[^\s\u200b]{41,}")
PIECE = 20
# Text of more lines than this, of fewer letters to each, would fill hundreds of pages: its
# first lines stand as typed, and for the others a sign says where each ended.
MOST_LINES = 300
SHORT = 25
FIRST = 100
END_OF_LINE = "¶"
_whole = ContextVar("whole", default=False)


@contextmanager
def whole() -> Iterator[None]:
    """Within it, text is only cleaned: for Word, which has more faces than paper here
    and breaks long runs by itself."""
    before = _whole.set(True)
    try:
        yield
    finally:
        _whole.reset(before)


def is_whole() -> bool:
    """Whether text is only cleaned just now."""
    return _whole.get()


def printable(text: str) -> str:
    """The text as paper can hold it."""
    if _whole.get():
        return clean(text)
    return soft(name_missing(clean(text)))


def clean(text: str) -> str:
    """Without signs that have no shape; line ends become plain ones."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xad", "")
    whole = unicodedata.normalize("NFC", lines)
    lost = {ord(sign): None for sign in set(whole) if not _has_shape(sign)}
    return whole.translate(lost) if lost else whole


def _has_shape(sign: str) -> bool:
    if sign in KEPT or sign.isascii():
        return sign in KEPT or sign.isprintable()
    if ord(sign) in SELECTORS:
        return False
    return unicodedata.category(sign) not in WITHOUT_SHAPE


def name_missing(text: str) -> str:
    """With the name of each character that no face can draw in its place."""
    if text.isascii():
        return text
    drawn = fonts.covered()
    missing = {
        ord(one): _named(one) for one in set(text) - KEPT if ord(one) not in drawn
    }
    return text.translate(missing) if missing else text


def _named(sign: str) -> str:
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    return f"[character not available: {name}]"


def soft(text: str) -> str:
    """With a place to break after every twenty signs of a very long run."""
    return LONG_RUN.sub(_broken, text)


def flowing(text: str) -> str:
    """With thousands of short lines run on; every other text as it is."""
    lines = text.splitlines()
    if len(lines) <= MOST_LINES or len(text) >= SHORT * len(lines):
        return text
    return "\n".join([*lines[:FIRST], END_OF_LINE.join(lines[FIRST:])])


def _broken(run: re.Match[str]) -> str:
    letters, pieces, start = run[0], [], 0
    while start < len(letters):
        end = start + PIECE
        # A letter keeps the accents that follow it, unless somebody heaped them up.
        while end < min(len(letters), start + 2 * PIECE) and unicodedata.combining(
            letters[end]
        ):
            end += 1
        pieces.append(letters[start:end])
        start = end
    return BREAK.join(pieces)
