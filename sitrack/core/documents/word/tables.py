"""How wide the columns of a table are: as the print stylesheet says."""

import re
from typing import Any

from sitrack.core.documents.word.inline import classes

RULE = re.compile(r"([^{}]+)\{[^{}]*\bwidth:\s*([\d.]+)%")
# Of a hundred parts of the text's width, what a cell's margins take and a bold letter.
MARGINS, LETTER = 2.3, 1.1
# What is left at least for each column of no set width.
LEAST = 12.0
COLUMN = re.compile(r"\bcol\.([\w-]+)")


def widths_in(css: str) -> dict[str, float]:
    """The width of each class of columns, in parts of a hundred."""
    return {
        name: float(share)
        for selector, share in RULE.findall(css)
        for name in COLUMN.findall(selector)
    }


def shares_of(table: Any, widths: dict[str, float]) -> list[float]:
    """What each column takes of 100; those of no set width share the rest. A column of
    set width is as wide as the longest word of its heading, where there is room."""
    columns = list(table.iter("col"))
    most = max((_cells(row) for row in table.iter("tr")), default=1)
    said = [
        next((widths[one] for one in classes(column) if one in widths), 0.0)
        for column in columns[:most]
    ]
    said += [0.0] * (most - len(said))
    open_ones = said.count(0.0)
    wider = _with_whole_words(table, said)
    if sum(wider) + LEAST * open_ones <= 100:
        said = wider
    left = max(0.0, 100 - sum(said))
    if not open_ones:
        return [100 * share / sum(said) for share in said]
    return [share or left / open_ones for share in said]


def _cells(row: Any) -> int:
    return sum(int(one.get("colspan") or 1) for one in row if one.tag in {"td", "th"})


def _with_whole_words(table: Any, shares: list[float]) -> list[float]:
    """The set widths, made wide enough for each word of their headings."""
    headings = [one.text_content().split() for one in table.findall("thead/tr/th")]
    if len(headings) != len(shares):
        return shares
    longest = [max(map(len, words), default=0) for words in headings]
    return [
        share and max(share, MARGINS + LETTER * letters)
        for share, letters in zip(shares, longest, strict=True)
    ]
