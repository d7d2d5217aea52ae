"""The words of a paragraph: stress, ratings, links and line breaks, as runs of Word."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sitrack.core.documents.word import xml

# Ratings and remarks wear a character style of the template.
DRESSED = {
    "rag-red": "RAGred",
    "rag-amber": "RAGamber",
    "rag-green": "RAGgreen",
    "note": "Remark",
}
SAFE = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
INSIDE = re.compile(r"(?:document:|#)(.+)")


def classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def name_of(target: str) -> str:
    """The name of a place that links lead to, as Word takes names."""
    return "s_" + re.sub(r"\W", "_", target)[:36]


class Dress(NamedTuple):
    """How words are set: a character style of the template, and stress."""

    style: str = ""
    bold: bool = False
    italic: bool = False

    @property
    def marks(self) -> str:
        style = f'<w:rStyle w:val="{self.style}"/>' if self.style else ""
        return style + "<w:b/>" * self.bold + "<w:i/>" * self.italic

    def of(self, element: Any) -> "Dress":
        """The dress of what stands inside an element, which keeps that around it."""
        styles = [DRESSED[one] for one in classes(element) if one in DRESSED]
        return Dress(
            style=styles[0] if styles else self.style,
            bold=self.bold or element.tag == "strong",
            italic=self.italic or element.tag == "em",
        )


PLAIN = Dress()


class Words:
    """The text of one paragraph, gathered piece by piece, its spaces as in HTML."""

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._starts = True

    def __bool__(self) -> bool:
        return bool(self._runs)

    def text(self, text: str | None, dress: Dress = PLAIN) -> None:
        """Add text; spaces at the start of a line are none."""
        words = xml.SPACE.sub(" ", text or "")
        if self._starts:
            words = words.lstrip(" ")
        if words:
            self._runs.append(xml.run(words, dress.marks))
            self._starts = words.endswith(" ")

    def line(self) -> None:
        self._runs.append(xml.line_break())
        self._starts = True

    def take(self) -> str:
        """The runs, and an empty start for the next paragraph."""
        runs, self._runs, self._starts = "".join(self._runs), [], True
        return runs

    def element(self, element: Any, dress: Dress = PLAIN) -> None:
        """Add what stands inside a line: a stressed word, a link, a rating."""
        if element.tag == "br":
            self.line()
        elif element.tag == "a":
            self._link(element, dress)
        else:
            self.inside(element, dress.of(element))

    def inside(self, element: Any, dress: Dress = PLAIN) -> None:
        self.text(element.text, dress)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, dress)
            self.text(child.tail, dress)

    def _link(self, element: Any, dress: Dress) -> None:
        inner = Words()
        inner.inside(element, dress._replace(style="Hyperlink"))
        runs, href = inner.take(), str(element.get("href") or "")
        inside = INSIDE.match(href)
        if inside:
            runs = xml.link_inside(name_of(inside[1]), runs)
        elif SAFE.match(href):
            runs = xml.link_outside(href, runs)
        self._runs.append(runs)
        self._starts = False


def targets(trees: list[Any]) -> Iterator[str]:
    """The places in the documents that some link leads to."""
    for tree in trees:
        for link in tree.iter("a"):
            inside = INSIDE.match(str(link.get("href") or ""))
            if inside:
                yield inside[1]
