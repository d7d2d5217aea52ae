"""A list as CSV: UTF-8 with its mark, so that Excel reads names as they are written."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from sitrack.core.sheets.value import Cell, Sheet

# What makes a spreadsheet take text for a formula, in wide letters too.
FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001 - the wide letters are meant
BLANK = ("\t", "\n")


def write_csv(sheet: Sheet, rows: Iterable[Any], file: IO[bytes]) -> None:
    """Write headings and rows; text is always quoted, numbers never."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(sheet.headings)
    writer.writerows([_said(cell) for cell in line] for line in sheet.lines(rows))
    text.detach()


def _said(cell: Cell) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return inert(cell) if isinstance(cell, str) else cell


def inert(text: str) -> str:
    """Text that no spreadsheet calculates: an apostrophe before what looks like it."""
    risky = text.startswith(BLANK) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if risky else text
