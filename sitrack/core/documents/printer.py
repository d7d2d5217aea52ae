"""Draws PDFs in a process of its own: run as a program, it knows nothing of Django.

It reads a request from its standard input and writes the answer to its standard
output, one after another, until the input ends. A request and an answer are eight
bytes of length and then the bytes: JSON of ``html``, ``css`` and ``tagged`` inwards;
outwards one letter, P for a PDF or E for an error in words, and what follows it.
"""

import gc
import hashlib
import json
import os
import re
import resource
import struct
import sys
from functools import cache
from typing import Any, BinaryIO

LENGTH = struct.Struct(">Q")
MEMORY = 1_500_000_000
# A text without markup so long that its lines must not be looked for in all of it. What
# is written from right to left stays whole for longer, and is parted at the end of a
# line: parts of it on one line would stand in the wrong order.
LONG = re.compile(
    r"(</?(?:p|li|td|div|strong|em|span|br)\b[^<>]*>)"
    r"([^<>\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2000,})"
)
LONGER = re.compile(r"[^<>]{10000,}")
STRETCH = re.compile(r".{400}[^ \u200b]*[ \u200b]*|.+", re.DOTALL)
LONGER_STRETCH = re.compile(r".{2500}[^ \u200b]*[ \u200b]*|.+", re.DOTALL)
Element = Any  # a pydyf.Dictionary, which has no types


def serve(inwards: BinaryIO, outwards: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while header := inwards.read(LENGTH.size):
        request = json.loads(inwards.read(LENGTH.unpack(header)[0]))
        answer = _answer(**request)
        outwards.write(LENGTH.pack(len(answer)) + answer)
        outwards.flush()
        # Nobody waits while what was drawn is cleared away.
        gc.collect()


def _answer(html: str, css: str, *, tagged: bool) -> bytes:
    from weasyprint.urls import FatalURLFetchingError

    try:
        return b"P" + draw(html, css, tagged=tagged)
    except (Exception, FatalURLFetchingError) as error:  # noqa: BLE001 - all are told
        return b"E" + f"{type(error).__name__}: {error}".encode(errors="replace")


def draw(html: str, css: str, *, tagged: bool) -> bytes:
    """The page as PDF, fit to be joined: for the archive, with tags if they are asked."""
    from weasyprint import HTML

    gc.disable()
    try:
        page = HTML(string=_in_stretches(html), url_fetcher=_no_fetch())
        drawn: bytes = page.write_pdf(
            stylesheets=[_stylesheet(css)],
            font_config=_faces(),
            pdf_variant="pdf/a-2a" if tagged else "pdf/a-2b",
            # A part needs none, and for it all would be written and packed twice.
            pdf_identifier=False,
            finisher=_finisher(html) if tagged else None,
        )
    finally:
        gc.enable()
    return drawn


def _in_stretches(html: str) -> str:
    """The page with long texts in stretches. Where letters are so narrow that a line
    holds more than was thought, WeasyPrint lays out all that is left of a text to find
    the end of one line."""
    parted = LONG.sub(
        lambda long: (
            long[1] + "".join(f"<span>{one}</span>" for one in STRETCH.findall(long[2]))
        ),
        html,
    )
    return LONGER.sub(lambda long: "<br>".join(LONGER_STRETCH.findall(long[0])), parted)


@cache
def _faces() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _stylesheet(css: str) -> Any:
    from weasyprint import CSS

    return CSS(string=css, font_config=_faces(), url_fetcher=_no_fetch())


@cache
def _no_fetch() -> Any:
    """A fetcher that fetches nothing: an address in a document ends its drawing."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class NoFetch(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise FatalURLFetchingError(f"a document may not fetch {url[:200]}")

    return NoFetch(allowed_protocols=set(), allow_redirects=False)


def _finisher(html: str) -> Any:
    """Puts the tags of this page right, and tells them from those of other pages."""
    name = hashlib.sha256(html.encode()).hexdigest()[:12]

    def finisher(_document: Any, pdf: Any) -> None:
        finish(pdf, name)

    return finisher


def finish(pdf: Any, name: str) -> None:
    """What tags still lack.

    WeasyPrint makes every line an element of its own, gives a header cell no scope and
    the paragraphs of a list item no body, and leaves running heads and feet as tagged
    text that belongs to nothing.
    """
    elements = {
        number: item
        for number, item in enumerate(pdf.objects)
        if isinstance(item, dict) and item.get("Type") == "/StructElem"
    }
    _join_lines(pdf, elements)
    elements = {number: element for number, element in elements.items() if element}
    _give_scope(elements)
    _give_names(elements, name)
    _give_bodies(pdf, elements)
    _set_furniture_aside(pdf, elements)


def _number(reference: Any) -> int:
    """The number of the object that a reference such as b'12 0 R' names."""
    return int(reference.split()[0])


def _children(element: Element, elements: dict[int, Element]) -> list[Element]:
    kids = [kid for kid in element["K"] if not isinstance(kid, int)]
    return [elements[_number(kid)] for kid in kids if _number(kid) in elements]


def _join_lines(pdf: Any, elements: dict[int, Element]) -> None:
    """The lines of a text belong to the paragraph itself: it is read as one."""
    owners = _owners(pdf)
    for element in elements.values():
        kids: list[Any] = []
        for kid in element.get("K", []):
            line = None if isinstance(kid, int) else elements.get(_number(kid))
            if line is None or not _is_line(line, element):
                kids.append(kid)
                continue
            page = pdf.objects[_number(line["Pg"])]
            for mcid in line["K"]:
                owners[2 * page["StructParents"] + 1][mcid] = element.reference
            kids += line["K"]
            line.clear()
        if kids:
            element["K"][:] = kids


def _is_line(line: Element, parent: Element) -> bool:
    return (
        line.get("S") == "/Span"
        and set(line) == {"Type", "S", "P", "K", "Pg"}
        and line["Pg"] == parent.get("Pg")
        and all(isinstance(kid, int) for kid in line["K"])
    )


def _give_scope(elements: dict[int, Element]) -> None:
    """A header cell that the cells of its own row name heads the row."""
    for row in elements.values():
        if row["S"] != "/TR":
            continue
        cells = _children(row, elements)
        named = {
            header.string
            for cell in cells
            if cell["S"] == "/TD"
            for header in cell["A"].get("Headers", [])
        }
        for cell in cells:
            if cell["S"] == "/TH" and "ID" in cell:
                across = cell["ID"].string in named
                cell["A"]["Scope"] = "/Row" if across else "/Column"


def _give_names(elements: dict[int, Element], name: str) -> None:
    """The header cells of all parts of a document have names of their own."""
    import pydyf  # type: ignore[import-untyped]

    for cell in elements.values():
        if "ID" in cell:
            cell["ID"] = pydyf.String(f"{name}-{cell['ID'].string}")
        headers = cell.get("A", {}).get("Headers")
        if headers:
            cell["A"]["Headers"] = pydyf.Array(
                [pydyf.String(f"{name}-{header.string}") for header in headers]
            )


def _give_bodies(pdf: Any, elements: dict[int, Element]) -> None:
    """What a list item holds besides its label goes into a body."""
    for item in [element for element in elements.values() if element["S"] == "/LI"]:
        loose = [
            child
            for child in _children(item, elements)
            if child["S"] not in {"/Lbl", "/LBody"}
        ]
        if loose:
            _wrap(pdf, item, loose)


def _wrap(pdf: Any, item: Element, loose: list[Element]) -> None:
    import pydyf

    body = pydyf.Dictionary({**item, "S": "/LBody", "P": item.reference})
    pdf.add_object(body)
    body["K"] = pydyf.Array([child.reference for child in loose])
    kept = [kid for kid in item["K"] if kid not in body["K"]]
    item["K"] = pydyf.Array([*kept, body.reference])
    for child in loose:
        child["P"] = body.reference


def _set_furniture_aside(pdf: Any, elements: dict[int, Element]) -> None:
    top = next(item for item in elements.values() if item["S"] == "/Document")
    linked = {_number(kid) for kid in top["K"]}
    for number, element in elements.items():
        if not element or number in linked or element is top:
            continue
        if _number(element["P"]) == _number(top.reference):
            _make_artifact(pdf, element, elements)


def _make_artifact(pdf: Any, element: Element, elements: dict[int, Element]) -> None:
    for child in _children(element, elements):
        _make_artifact(pdf, child, elements)
    page = pdf.objects[_number(element["Pg"])]
    for mcid in [kid for kid in element["K"] if isinstance(kid, int)]:
        _mark_as_artifact(pdf.objects[_number(page["Contents"])].stream, mcid)
        _forget(pdf, page["StructParents"], mcid)
    element.clear()


def _mark_as_artifact(stream: list[Any], mcid: int) -> None:
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") == mcid:
            stream[place - 1] = b"/Artifact"
            stream[place] = b"<</Type /Pagination>>"
            return


def _forget(pdf: Any, page: int, mcid: int) -> None:
    """Take a piece of text out of the page's list of what belongs where."""
    _owners(pdf)[2 * page + 1][mcid] = b"null"


def _owners(pdf: Any) -> Any:
    """By turns the number of a page or a link and the element that holds it, or of a
    page, the elements that hold each piece of it."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    return pdf.objects[_number(root["ParentTree"])]["Nums"]


def main() -> None:
    """Serve, within a limit of memory, with nothing else on the output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outwards = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    draw("<p>x</p>", "", tagged=True)
    # What is loaded now stays: the collector need not look through it after each part.
    gc.freeze()
    serve(sys.stdin.buffer, outwards)


if __name__ == "__main__":
    main()
