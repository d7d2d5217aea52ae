"""What a PDF's tags must hold and a validator does not look for: checks of our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Pdf

HEADING = re.compile(r"/H([1-6])")
# The operators that draw something.
DRAWS = {
    "Tj",
    "TJ",
    "'",
    '"',
    "Do",
    "f",
    "f*",
    "F",
    "S",
    "s",
    "B",
    "B*",
    "b",
    "b*",
    "sh",
}


def faults(pdf: bytes) -> list[str]:
    """Every fault found, in words; none when the file is as it should be."""
    with Pdf.open(BytesIO(pdf)) as file:
        tags = Tags.of(file)
        return [
            *_told(file),
            *_outline(file),
            *_headings(tags),
            *_tables(tags),
            *_figures(tags),
            *_links(file, tags),
            *_pages(file, tags),
        ]


@dataclass
class Tags:
    """The elements in the order they are read, and what each page's pieces belong to."""

    elements: list[Any] = field(default_factory=list)
    pieces: set[tuple[Any, int]] = field(default_factory=set)
    annotations: set[Any] = field(default_factory=set)
    owners: dict[int, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Pdf) -> "Tags":
        tags = cls()
        if "/StructTreeRoot" in file.Root:
            tags._read(file.Root.StructTreeRoot, None)
            tags._own(file.Root.StructTreeRoot.ParentTree)
        return tags

    def _read(self, element: Any, page: Any) -> None:
        page = element.get("/Pg", page)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                assert page is not None
                self.pieces.add((page.objgen, kid))
            elif kid.get("/Type") == "/OBJR":
                self.annotations.add(kid.Obj.objgen)
            else:
                self.elements.append(kid)
                self._read(kid, page)

    def _own(self, tree: Any) -> None:
        for kid in tree.get("/Kids", []):
            self._own(kid)
        numbers = list(tree.get("/Nums", []))
        self.owners.update(zip(map(int, numbers[::2]), numbers[1::2], strict=True))

    def named(self, *names: str) -> list[Any]:
        return [element for element in self.elements if str(element.S) in names]


def _told(file: Pdf) -> Iterator[str]:
    root: Any = file.Root
    if not str(root.get("/Lang", "")):
        yield "the file names no language"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the file is not marked as tagged"
    if not str(file.docinfo.get("/Title", "")):
        yield "the file has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"


def _outline(file: Pdf) -> Iterator[str]:
    pages = {page.obj.objgen for page in file.pages}
    with file.open_outline() as outline:
        if not outline.root:
            yield "the outline is empty"
        waiting = list(outline.root)
        while waiting:
            entry = waiting.pop()
            waiting += entry.children
            place: Any = entry.destination
            if place is None or place[0].objgen not in pages:
                yield f"{entry.title} in the outline leads nowhere"


def _headings(tags: Tags) -> Iterator[str]:
    levels = [
        int(found[1]) for one in tags.elements if (found := HEADING.match(str(one.S)))
    ]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings of level 1: {levels.count(1)}"
    for before, level in pairwise(levels):
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"


def _tables(tags: Tags) -> Iterator[str]:
    names = [str(cell.ID) for cell in tags.elements if "/ID" in cell]
    if len(names) != len(set(names)):
        yield "two elements have one name"
    for cell in tags.named("/TH"):
        if cell.get("/A", {}).get("/Scope") not in {"/Row", "/Column", "/Both"}:
            yield "a header cell does not say what it heads"
    for cell in tags.named("/TD", "/TH"):
        heads = cell.get("/A", {}).get("/Headers", [])
        for head in {str(one) for one in heads} - set(names):
            yield f"a cell names a header that is not there: {head}"


def _figures(tags: Tags) -> Iterator[str]:
    for figure in tags.named("/Figure"):
        if not str(figure.get("/Alt", "")).strip():
            yield "a picture says nothing in words"


def _links(file: Pdf, tags: Tags) -> Iterator[str]:
    for page in file.pages:
        links: Any = page.get("/Annots", [])
        for link in links:
            if not str(link.get("/Contents", "")).strip():
                yield "a link says nothing in words"
            owner = tags.owners.get(int(link.get("/StructParent", -1)))
            if owner is None or owner.S != "/Link":
                yield "a link belongs to no tag"
            if link.objgen not in tags.annotations:
                yield "a link is not reached from the tags"


def _pages(file: Pdf, tags: Tags) -> Iterator[str]:
    for number, page in enumerate(file.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number} is not walked through in the order of its tags"
        pieces, feet, loose = _drawn(page)
        if not feet:
            yield f"page {number} has no foot"
        if loose:
            yield f"page {number} draws what is neither text nor furniture"
        owners = tags.owners.get(int(page.get("/StructParents", -1)), [])
        for piece in sorted(pieces):
            if (page.obj.objgen, piece) not in tags.pieces:
                yield f"page {number} holds a piece that is not reached from the tags"
            elif piece >= len(owners) or owners[piece] is None:
                yield f"page {number} holds a piece that belongs to no tag"


def _drawn(page: pikepdf.Page) -> tuple[set[int], int, bool]:
    """The tagged pieces of a page, how many feet, and whether any mark is neither."""
    pieces: set[int] = set()
    feet, loose, depth = 0, False, 0
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in {"BDC", "BMC"}:
            depth += 1
            said = operands[1] if len(operands) > 1 else {}
            feet += said.get("/Subtype") == "/Footer"
            if "/MCID" in said:
                pieces.add(int(said["/MCID"]))
        elif name == "EMC":
            depth -= 1
        elif name in DRAWS and not depth:
            loose = True
    return pieces, feet, loose
