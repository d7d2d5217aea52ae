"""A QR code as the path of an SVG, which the page's own template draws."""

from __future__ import annotations

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4  # A camera wants so many empty modules around it.


@dataclass(frozen=True)
class Drawing:
    """How many modules wide it is, and where the dark ones are."""

    width: int
    path: str


def draw(text: str) -> Drawing:
    """The code that holds a text; each dark module is a square of one by one."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    squares = [
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    return Drawing(len(rows), "".join(squares))
