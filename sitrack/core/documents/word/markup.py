"""A part's page written over into Word's markup, block by block, with nothing left out.

The pages are our own templates; what they say is the same on paper and in Word. A tag
that is not known here still gives its text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from lxml import html

from sitrack.core.documents.word import xml
from sitrack.core.documents.word.inline import Words, classes, name_of, targets
from sitrack.core.documents.word.tables import shares_of

HEADINGS = {f"h{level}": f"Heading{level}" for level in range(1, 6)}
BLOCKS = {
    *HEADINGS,
    *("p", "ul", "ol", "li", "table", "div", "section", "header", "article", "svg"),
    *("footer", "dl", "dt", "dd", "figure", "figcaption", "blockquote", "hr"),
}
# Styles of the template for classes of the pages; the rest is body text.
STYLES = {
    "note": "Note",
    "whose": "Subtitle",
    "when": "When",
    "strapline": "Strapline",
    "organisation": "Organisation",
    "restricted": "Restricted",
    "address": "Address",
    "signed": "Signed",
    "term-line": "TermLine",
}
FRAMED = {"box": "Box", "reply": "Reply"}
# A key to what a drawing shows; Word has the drawing's words in its place.
ONLY_DRAWN = "key"
# A part of many columns: its pages lie on their side.
WIDE = "wide"
WHOLE = [100.0]


@dataclass
class Lists:
    """The numbered lists, each of which begins anew: its number, and its first."""

    first_free: int
    begun: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, start: int) -> int:
        number = self.first_free + len(self.begun)
        self.begun.append((number, start))
        return number


@dataclass(frozen=True)
class Run:
    """Parts one after another whose pages lie alike; ``wide`` ones on their side."""

    wide: bool
    body: str


class Writer:
    """Writes the pages of one document; ``bullets`` is the template's list of dots."""

    def __init__(self, lists: Lists, *, bullets: int, widths: dict[str, float]) -> None:
        self.lists = lists
        self._bullets = bullets
        self._widths = widths
        self._wanted: set[str] = set()
        self._marked = 0

    def pages(self, pages: Iterable[str]) -> list[Run]:
        """All parts, each on a page of its own."""
        trees = [html.document_fromstring(page).find("body") for page in pages]
        self._wanted = set(targets(trees))
        return [
            Run(wide, "".join(self._parts(alike)))
            for wide, alike in groupby(trees, key=lambda one: WIDE in classes(one))
        ]

    def _parts(self, trees: Iterable[Any]) -> Iterator[str]:
        """Their blocks; the first begins where its section does."""
        for number, tree in enumerate(trees):
            blocks = self._apart(list(self._inside(tree, "BodyText")))
            if number and blocks:
                blocks[0] = _on_a_new_page(blocks[0])
            yield from blocks

    def _inside(self, element: Any, style: str, more: str = "") -> Iterator[str]:
        """The blocks inside an element; words between them are paragraphs too."""
        words = Words()
        words.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                if child.tag in BLOCKS:
                    yield from _ended(words, style, more)
                    yield from self._block(child, style)
                else:
                    words.element(child)
            words.text(child.tail)
        yield from _ended(words, style, more)

    def _block(self, element: Any, style: str) -> Iterator[str]:
        blocks = self._plain_block(element, style)
        target = str(element.get("id") or "")
        if target in self._wanted:
            self._wanted.discard(target)
            blocks = self._with_mark(target, blocks)
        yield from blocks

    def _plain_block(self, element: Any, style: str) -> Iterator[str]:
        tag, kinds = element.tag, classes(element)
        frame = next((FRAMED[one] for one in kinds if one in FRAMED), "")
        if tag == "svg":
            yield _in_words(element)
        elif tag == "table":
            yield self._table(element)
        elif frame:
            yield self._framed(element, frame, tall="blank" in kinds)
        elif tag in {"ul", "ol"}:
            yield from self._list(element)
        elif tag in {"p", *HEADINGS}:
            yield from self._paragraph(element, HEADINGS.get(tag, style), kinds)
        else:
            own = next((STYLES[one] for one in kinds if one in STYLES), style)
            yield from self._inside(element, own)

    def _paragraph(self, element: Any, style: str, kinds: list[str]) -> Iterator[str]:
        if ONLY_DRAWN in kinds:
            return
        if element.tag == "p":
            style = next((STYLES[one] for one in kinds if one in STYLES), style)
        yield from self._inside(element, style)

    def _framed(self, element: Any, frame: str, *, tall: bool) -> str:
        if element.tag in {"ul", "ol"}:
            blocks = list(self._list(element))
        else:
            blocks = list(self._inside(element, "BodyText"))
        content = "".join(self._apart(blocks) or [xml.paragraph("BodyText", "")])
        row = xml.row(xml.cell(100, content), tall=tall).replace("<w:cantSplit/>", "")
        return xml.table(frame, WHOLE, row, heads=False, sides=False)

    def _list(self, element: Any, depth: int = 0) -> Iterator[str]:
        if element.tag == "ol":
            number = self.lists.begin(int(element.get("start") or 1))
            style = "ListNumber"
        else:
            number, style = self._bullets, "ListBullet"
        place = (
            f'<w:numPr><w:ilvl w:val="{min(depth, 2)}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
        for item in element.findall("li"):
            yield from self._item(item, style, place, depth)

    def _item(self, item: Any, style: str, place: str, depth: int) -> Iterator[str]:
        """An item: its first paragraph has the sign, the others stand below it."""
        lead = [xml.paragraph(style, "", place)]
        inner: list[str] = []
        words = Words()
        words.text(item.text)
        for child in item:
            if isinstance(child.tag, str):
                if child.tag in {"ul", "ol"}:
                    inner += _ended(words, "ListContinue")
                    inner += self._list(child, depth + 1)
                elif child.tag in BLOCKS:
                    inner += _ended(words, "ListContinue")
                    inner += self._block(child, "ListContinue")
                else:
                    words.element(child)
            words.text(child.tail)
        inner += _ended(words, "ListContinue")
        if inner and inner[0].startswith("<w:p>"):
            lead = [_with_sign(inner.pop(0), style, place)]
        yield from [*lead, *map(_indented, inner)]

    def _table(self, element: Any) -> str:
        kinds = classes(element)
        rows = list(element.iter("tr"))
        shares = shares_of(element, self._widths)
        heads = element.find("thead") is not None
        sides = any(one.get("scope") == "row" for one in element.iter("th"))
        style = "Facts" if "facts" in kinds else "Grid"
        written = "".join(self._row(one, shares) for one in rows)
        caption = element.find("caption")
        before = ""
        if caption is not None:
            before = "".join(self._inside(caption, "Note"))
        return before + xml.table(style, shares, written, heads=heads, sides=sides)

    def _row(self, row: Any, shares: list[float]) -> str:
        cells, place, tall = [], 0, False
        for one in row:
            if one.tag not in {"td", "th"}:
                continue
            span = int(one.get("colspan") or 1)
            share = sum(shares[place : place + span])
            place += span
            tall = tall or "blank" in classes(one)
            style = "TableHeading" if one.tag == "th" else "TableText"
            blocks = self._apart(list(self._inside(one, style)))
            cells.append(
                xml.cell(share, "".join(blocks) or xml.paragraph(style, ""), span)
            )
        head = row.getparent().tag == "thead"
        return xml.row("".join(cells), head=head, tall=tall)

    def _with_mark(self, target: str, blocks: Iterable[str]) -> Iterator[str]:
        """The blocks, the first paragraph of which is where links lead."""
        found = False
        for block in blocks:
            if not found and block.startswith("<w:p>"):
                found = True
                self._marked += 1
                start, runs = block.removesuffix("</w:p>").split("</w:pPr>", 1)
                mark = xml.marked(self._marked, name_of(target), runs)
                yield f"{start}</w:pPr>{mark}</w:p>"
            else:
                yield block

    @staticmethod
    def _apart(blocks: list[str]) -> list[str]:
        """The blocks with a gap after each table, which else would grow together."""
        apart = []
        for block in blocks:
            apart.append(block)
            if block.endswith("</w:tbl>"):
                apart.append(xml.gap())
        return apart


def _ended(words: Words, style: str, more: str = "") -> list[str]:
    """The paragraph of the words that stand before something else, if there are any."""
    runs = words.take()
    return [xml.paragraph(style, runs, more)] if runs else []


def _with_sign(block: str, style: str, place: str) -> str:
    """A paragraph as the first of a list's item; a style of its own stays."""
    for plain in ("ListContinue", "BodyText"):
        block = block.replace(
            f'<w:pStyle w:val="{plain}"/>', f'<w:pStyle w:val="{style}"/>', 1
        )
    return block.replace("</w:pPr>", f"{place}</w:pPr>", 1)


def _indented(block: str) -> str:
    """A note as far in as the item that it belongs to."""
    note = '<w:pStyle w:val="Note"/>'
    return block.replace(note, f'{note}<w:ind w:left="340"/>', 1)


def _on_a_new_page(block: str) -> str:
    if block.startswith("<w:p>"):
        return block.replace("/>", "/><w:pageBreakBefore/>", 1)
    return xml.gap("<w:pageBreakBefore/>") + block


def _in_words(drawing: Any) -> str:
    """A drawing as what it says to those who do not see it."""
    title = next((one for one in drawing.iter() if _local(one) == "title"), None)
    words = Words()
    words.text("" if title is None else title.text)
    return xml.paragraph("Note", words.take())


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
