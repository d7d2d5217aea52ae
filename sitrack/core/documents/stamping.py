"""What stands at head and foot of every page, stamped once the pages are counted.

It comes as three pages drawn like any other: the head, the foot, and the signs of
``Page 0123456789 of``, which lend their face to the numbers.
"""

import re
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

from sitrack.core.documents.writing import end_beyond_doubt, packed

SIZE = 8
RIGHT = 18 / 25.4 * 72
BASE = 14.2 / 25.4 * 72
COLOUR = "0.23 0.27 0.31 rg"
SIGNS = set("Page of0123456789")
PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>")


class Stamp:
    """Head, foot and numbers, ready to be put on any page of the file."""

    def __init__(self, pdf: Pdf, drawn: bytes) -> None:
        self._pdf = pdf
        source = Pdf.open(BytesIO(drawn))
        head, foot, _ = source.pages
        self._head = pdf.copy_foreign(head.as_form_xobject())
        self._foot = pdf.copy_foreign(foot.as_form_xobject())
        end_beyond_doubt(self._head)
        end_beyond_doubt(self._foot)
        face = _face_of_numbers(source.pages[2].obj.Resources.Font)
        self._face = pdf.copy_foreign(face)
        self._codes = _codes(face)
        self._widths = _widths(face)
        self._height = float(source.pages[0].mediabox[3])
        self._furnished: set[tuple[int, int]] = set()

    def put(self, page: Object, number: int, total: int, *, head: bool) -> None:
        """Stamp a page: its head if asked, its foot, and which page it is."""
        self._furnish(page.Resources)
        width, height = (float(side) for side in list(page.MediaBox)[2:])
        numbers = self._numbers(number, total, width)
        marks = [_artifact("Footer", "/StampFoot Do", numbers)]
        if head:
            # A page that lies on its side is lower than the one that was drawn.
            lower = f"1 0 0 1 0 {height - self._height:.3f} cm "
            moved = lower if height < self._height else ""
            marks.insert(0, _artifact("Header", f"{moved}/StampHead Do"))
        contents = page.Contents
        drawn = list(contents) if isinstance(contents, Array) else [contents]
        _, stamp = packed("\n".join(marks).encode())
        made = self._pdf.make_stream(stamp, Filter=Name.FlateDecode)
        page.Contents = Array([made, *drawn])

    def _furnish(self, resources: Object) -> None:
        """Give the things that all pages of a part share what is stamped on them."""
        if resources.objgen in self._furnished:
            return
        resources.XObject = _with(
            resources.get("/XObject"), StampHead=self._head, StampFoot=self._foot
        )
        resources.Font = _with(resources.get("/Font"), StampFace=self._face)
        self._furnished.add(resources.objgen)

    def _numbers(self, number: int, total: int, page_width: float) -> str:
        words = f"Page {number} of {total}"
        codes = [self._codes[sign] for sign in words]
        width = sum(self._widths[code] for code in codes) * SIZE / 1000
        text = "".join(f"{code:04x}" for code in codes)
        left = page_width - RIGHT - width
        return (
            f"{COLOUR} BT /StampFace {SIZE} Tf {left:.3f} {BASE:.3f} Td <{text}> Tj ET"
        )


def _with(own: Any, **more: Object) -> Dictionary:
    """A part's own things and these."""
    return Dictionary({**dict(own or {}), **{f"/{key}": more[key] for key in more}})


def _artifact(kind: str, *drawn: str) -> str:
    """Marked as no part of the text: a reader of the screen passes over it."""
    edge = "Top" if kind == "Header" else "Bottom"
    attached = f"/Artifact <</Type /Pagination /Subtype /{kind} /Attached [/{edge}]>>"
    return f"{attached} BDC\nq\n" + "\nQ\nq\n".join(drawn) + "\nQ\nEMC"


def _face_of_numbers(faces: Object) -> Object:
    return next(face for face in faces.values() if set(_codes(face)) >= SIGNS)


def _codes(face: Object) -> dict[str, int]:
    """The code of each sign that the face can draw."""
    pairs = PAIR.findall(face.ToUnicode.read_bytes())
    return {chr(int(sign, 16)): int(code, 16) for code, sign in pairs}


def _widths(face: Object) -> dict[int, float]:
    """How wide each code is, in thousandths of the size."""
    widths: dict[int, float] = {}
    listed = face.DescendantFonts[0].W
    for first, row in zip(listed[::2], listed[1::2], strict=True):
        for place, width in enumerate(row):
            widths[int(first) + place] = float(width)
    return widths
