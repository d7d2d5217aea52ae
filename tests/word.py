"""What a test asks of a Word file: its words, and whether it is built as it should be."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from sitrack.core.documents import Document
from sitrack.core.documents.drawing import part_page
from sitrack.core.documents.text import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order in which Word wants the properties that we write.
ORDERS = {
    f"{W}pPr": (
        *("pStyle", "keepNext", "pageBreakBefore", "numPr", "spacing", "ind"),
        "sectPr",
    ),
    f"{W}rPr": ("rStyle", "b", "i"),
    f"{W}tblPr": ("tblStyle", "tblW", "tblLayout", "tblLook"),
    f"{W}tcPr": ("tcW", "gridSpan"),
}
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SAID = "{http://purl.org/dc/elements/1.1/}"
INLINE = {"a", "strong", "em", "span", "b", "i"}


def part_of(word: bytes, name: str) -> Any:
    """A part of the file as a tree: "word/document.xml"."""
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        return etree.fromstring(file.read(name))


def words_of(word: bytes) -> str:
    """All words of the body in reading order, one space between them."""
    return " ".join("".join(_said(part_of(word, "word/document.xml"))).split())


def _said(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in {f"{W}p", f"{W}br", f"{W}tab"}:
            yield " "


def sections_of(word: bytes) -> list[Any]:
    """The properties of each section, in the order of the pages."""
    return list(part_of(word, "word/document.xml").iter(f"{W}sectPr"))


def page_of(section: Any) -> tuple[str, str]:
    """How wide and how high the pages of a section are, in twentieths of a point."""
    page = section.find(f"{W}pgSz")
    return page.get(f"{W}w"), page.get(f"{W}h")


def words_printed(document: Document) -> str:
    """All words of the document's pages, a drawing's as what it says in words."""
    with whole():
        pages = [part_page(part) for part in document.parts]
    texts = []
    for page in pages:
        body = html.document_fromstring(page).find("body")
        for drawing in list(body.iter("svg")):
            title = drawing.find("title").text
            for child in list(drawing):
                drawing.remove(child)
            drawing.text = title
        for key in body.find_class("key"):
            key.drop_tree()
        texts.append("".join(_shown(body)))
    return " ".join(" ".join(texts).split())


def _shown(element: Any) -> Iterator[str]:
    apart = " " if element.tag not in INLINE else ""
    yield apart
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _shown(child)
        yield child.tail or ""
    yield apart


def faults_in(word: bytes) -> list[str]:
    """What a reader who hears the file, or an archive, would miss."""
    body = part_of(word, "word/document.xml")
    styles = part_of(word, "word/styles.xml")
    return [
        *_unsaid(part_of(word, "docProps/core.xml"), styles),
        *_headings(body),
        *_tables(body),
        *_pictures(body),
        *_disorder(body),
        *_loose_ends(body, styles, part_of(word, "word/numbering.xml")),
    ]


def _unsaid(core: Any, styles: Any) -> Iterator[str]:
    for name in ("title", "creator", "language"):
        if not core.findtext(f"{SAID}{name}"):
            yield f"the file does not say its {name}"
    language = styles.find(f"{W}docDefaults//{W}lang")
    if language is None or language.get(f"{W}val") != "en-GB":
        yield "the text is not marked as English"


def _headings(body: Any) -> Iterator[str]:
    levels = []
    for paragraph in body.iter(f"{W}p"):
        found = re.fullmatch(r"Heading(\d)", _style(paragraph))
        if found:
            levels.append(int(found[1]))
            if not "".join(_said(paragraph)).strip():
                yield "a heading is empty"
    if levels.count(1) != 1:
        yield f"there are {levels.count(1)} headings of the whole"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _tables(body: Any) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        if style == "Grid" and not heads[0]:
            yield "a table's head does not come again on its next page"
        if any(heads[1:]):
            yield "a row in the middle of a table is its head"
        if any(cell[-1].tag != f"{W}p" for cell in table.iter(f"{W}tc")):
            yield "a cell does not end with a paragraph"
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in rows:
            spans = [
                int(one.get(f"{W}val")) - 1
                for one in row.iterfind(f"{W}tc/{W}tcPr/{W}gridSpan")
            ]
            if len(row.findall(f"{W}tc")) + sum(spans) != columns:
                yield "a row has not as many cells as its table has columns"


def _pictures(body: Any) -> Iterator[str]:
    for picture in body.iter(f"{DRAWN}docPr"):
        if not picture.get("descr"):
            yield "a picture says nothing"


def _disorder(body: Any) -> Iterator[str]:
    for element in body.iter(*ORDERS):
        names = [child.tag.removeprefix(W) for child in element]
        if names != [one for one in ORDERS[element.tag] if one in names]:
            yield f"properties are repeated or out of order: {names}"


def _loose_ends(body: Any, styles: Any, numbering: Any) -> Iterator[str]:
    known = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    for name in ("pStyle", "rStyle", "tblStyle"):
        used = {one.get(f"{W}val") for one in body.iter(f"{W}{name}")}
        yield from (f"there is no style {one}" for one in sorted(used - known))
    lists = {one.get(f"{W}numId") for one in numbering.iter(f"{W}num")}
    used = {one.get(f"{W}val") for one in body.iter(f"{W}numId")}
    yield from (f"there is no list {one}" for one in sorted(used - lists))
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    if len(set(marks)) != len(marks):
        yield "a place has its mark twice"
    links = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")}
    yield from (f"a link leads nowhere: {one}" for one in sorted(links - set(marks)))


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def opened_in_libreoffice(word: bytes, folder: Path) -> bytes:
    """The file as LibreOffice prints it."""
    file = folder / "document.docx"
    file.write_bytes(word)
    subprocess.run(
        [
            *(
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder}/profile",
            ),
            *("--convert-to", "pdf", "--outdir", str(folder), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "document.pdf").read_bytes()
