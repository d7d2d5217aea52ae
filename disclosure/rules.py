"""Pure rules of disclosing: when it is due, what a sentence is, what stands for words.

The days are those of section 10 of the Freedom of Information Act 2000 and of section 10
of the Scottish one: twenty working days after the day of receipt, bank holidays left out.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from sitrack.core.working_days import add_working_days

WORKING_DAYS = 20
# The point after a number that begins a heading ends no sentence: "2. Plan".
SENTENCE = re.compile(
    r"(?:\s*\d+(?:\.\d+)*\.\s+)?.+?(?:[.!?…][\"”’)\]]*(?=\s)|$)", re.DOTALL
)
OPEN, PREPARED, CHECKED = "open", "prepared", "checked"
RELEASED, REFUSED, WITHDRAWN = "released", "refused", "withdrawn"
# verb: from which states, to which
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "prepare": (frozenset({OPEN}), PREPARED),
    "return": (frozenset({PREPARED, CHECKED}), OPEN),
    "check": (frozenset({PREPARED}), CHECKED),
    "release": (frozenset({CHECKED}), RELEASED),
    "refuse": (frozenset({OPEN, PREPARED, CHECKED}), REFUSED),
    "withdraw": (frozenset({OPEN, PREPARED, CHECKED}), WITHDRAWN),
}


class Span(NamedTuple):
    """A piece of a text, from one place to before another."""

    start: int
    end: int


class Place(NamedTuple):
    """A piece of a passage, by the number of the passage."""

    passage: int
    span: Span


class Covered(NamedTuple):
    """A piece that is withheld, and under which sections."""

    start: int
    end: int
    codes: tuple[str, ...]


def due_by(received_on: date, bank_holidays: Container[date]) -> date:
    """The last day to answer. The day of receipt is not counted, and an authority's own
    closures do not put it off: only bank holidays do."""
    return add_working_days(received_on, WORKING_DAYS, bank_holidays)


def sentences(text: str) -> list[Span]:
    """The sentences of a text, without the spaces between them."""
    found = []
    for match in SENTENCE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words)
            found.append(Span(start, start + len(words)))
    return found


def places(words: str, text: str, *, any_case: bool = False) -> list[Span]:
    """Where words stand in a text, not within other words: with whatever spaces between
    them and, if wished, with whatever capitals."""
    single = words.split()
    if not single:
        return []
    before = r"(?<!\w)" if single[0][0].isalnum() else ""
    after = r"(?!\w)" if single[-1][-1].isalnum() else ""
    spaced = r"\s+".join(map(re.escape, single))
    wanted = re.compile(f"{before}{spaced}{after}", re.IGNORECASE if any_case else 0)
    return [Span(*match.span()) for match in wanted.finditer(text)]


def places_among(
    words: str, passages: Sequence[str], *, any_case: bool = False
) -> list[list[Place]]:
    """Each time that words stand in passages, the pieces of it: more than one where they
    are broken over the end of a passage, as a name at the end of a typed line."""
    starts = [0, *accumulate(len(passage) + 1 for passage in passages)]
    found = []
    for start, end in places(words, "\n".join(passages), any_case=any_case):
        pieces = []
        for number in range(bisect_right(starts, start) - 1, len(passages)):
            if starts[number] >= end:
                break
            first = max(start - starts[number], 0)
            last = min(end - starts[number], len(passages[number]))
            pieces.append(Place(number, Span(first, last)))
        found.append(pieces)
    return found


def is_covered(
    pieces: Iterable[Place], covered: Mapping[int, Sequence[Covered]]
) -> bool:
    """Whether all of the pieces are withheld."""
    return all(
        any(one.start <= start and end <= one.end for one in covered.get(number, ()))
        for number, (start, end) in pieces
    )


def joined(marks: Iterable[tuple[int, int, str]]) -> list[Covered]:
    """The pieces of a text that are withheld, those that overlap made one."""
    found: list[Covered] = []
    for start, end, code in sorted(marks):
        last = found[-1] if found else None
        if last and start < last.end:
            codes = tuple(dict.fromkeys((*last.codes, code)))
            found[-1] = Covered(last.start, max(last.end, end), codes)
        else:
            found.append(Covered(start, end, (code,)))
    return found


def stands_for(codes: Sequence[str]) -> str:
    """What is read in the place of withheld words."""
    word = "section" if len(codes) == 1 else "sections"
    return f"[withheld: {word} {' and '.join(codes)}]"


def refitted(passage: int, before: Sequence[str], after: Sequence[str]) -> int | None:
    """Where a marked passage stands in a text that was taken anew; None where that is
    not certain. A mark is never moved onto other words, nor onto one of two alike."""
    words = before[passage]
    if Counter(before)[words] == 1 and Counter(after)[words] == 1:
        return list(after).index(words)
    return None
