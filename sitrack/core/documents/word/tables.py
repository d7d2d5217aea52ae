"""How wide the columns of a table are: as the print stylesheet says."""

import re
from typing import Any

from sitrack.core.documents.word.inline import classes

RULE = re.compile(r"([^{}]+)\{[^{}]*\bwidth:\s*([\d.]+)%")
COLUMN = re.compile(r"\bcol\.([\w-]+)")


def widths_in(css: str) -> dict[str, float]:
    """The width of each class of columns, in parts of a hundred."""
    return {
        name: float(share)
        for selector, share in RULE.findall(css)
        for name in COLUMN.findall(selector)
    }


def shares_of(table: Any, widths: dict[str, float]) -> list[float]:
    """What each column takes of 100; those of no set width share the rest."""
    columns = list(table.iter("col"))
    most = max((_cells(row) for row in table.iter("tr")), default=1)
    said = [
        next((widths[one] for one in classes(column) if one in widths), 0.0)
        for column in columns[:most]
    ]
    said += [0.0] * (most - len(said))
    left, open_ones = max(0.0, 100 - sum(said)), said.count(0.0)
    if not open_ones:
        return [100 * share / sum(said) for share in said]
    return [share or left / open_ones for share in said]


def _cells(row: Any) -> int:
    return sum(int(one.get("colspan") or 1) for one in row if one.tag in {"td", "th"})
