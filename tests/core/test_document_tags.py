"""What a document's tags say, and that a fault in them is found."""

import dataclasses
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf

from sitrack.core.documents import Part, drawing, render_pdf
from tests.core.printing import DOCUMENT, PAGE, whole
from tests.pdf import broken_rules, failures, pages_of, structure_of, text_of
from tests.structure import faults


def test_header_cells_say_what_they_head(tmp_path: Path) -> None:
    pdf = whole(
        '<table><thead><tr><th scope="col">Term</th><th scope="col">View</th></tr>'
        '</thead><tr><th scope="row">Autumn</th><td>Good</td></tr></table>'
        "<ul><li><p>one</p><p>two</p></li></ul>"
    )
    tags = structure_of(pdf)
    assert tags.count("/Scope /Column") == 2
    assert tags.count("/Scope /Row") == 1
    assert failures(pdf, tmp_path) == ""


def test_the_foot_of_a_page_is_not_read_out_as_text(tmp_path: Path) -> None:
    pdf = render_pdf(DOCUMENT)
    assert "Printed 10 June 2026 by Amara Whitlock" in text_of(pdf)
    assert "Printed" not in structure_of(pdf)
    assert failures(whole("<p>x</p>"), tmp_path) == ""


def test_parts_are_joined_with_their_links_and_their_outline(tmp_path: Path) -> None:
    """A link leads inside its part or into another; each part is in the outline."""
    pdf = whole(
        '<h2 id="one">First</h2><p><a href="document:far">Far</a></p>',
        '<h2>Part 2</h2><p>middle</p><h3 id="near">Below</h3><p><a href="#near">x</a></p>',
        '<h2 id="far">Last</h2>' + "<p>words</p>" * 100,
    )
    file = Pdf.open(BytesIO(pdf))
    with file.open_outline() as outline:
        told = [
            (one.title, [two.title for two in one.children]) for one in outline.root
        ]
    assert told == [
        ("Part 1", ["First"]),
        ("Part 2", ["Below"]),
        ("Part 3", ["Last"]),
    ]
    links = [str(link.Dest) for page in file.pages for link in page.get("/Annots", [])]
    assert links == ["far", "near"]
    places = file.Root.Names.Dests.Names
    pages = [page.obj.objgen for page in file.pages]
    led = {
        str(name): pages.index(place[0].objgen)
        for name, place in zip(places[::2], places[1::2], strict=True)
    }
    assert led == {"far": 2, "near": 1, "one": 0}
    assert failures(pdf, tmp_path) == ""


def test_parts_that_use_the_same_signs_share_one_face(tmp_path: Path) -> None:
    pdf = whole("<p>Hours sour</p>", "<p>sour Hours</p>", "<p>Wide vowels</p>")
    file = Pdf.open(BytesIO(pdf))
    faces = [
        one.FontFile2
        for one in file.objects
        if isinstance(one, Dictionary) and "/FontFile2" in one
    ]
    kept = {one.objgen for one in faces}
    assert len(kept) == len({one.read_raw_bytes() for one in faces}) < len(faces)
    assert "sour Hours" in text_of(pdf)
    assert failures(pdf, tmp_path) == ""


def test_a_link_to_no_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no part has a place named nowhere"):
        whole('<p><a href="document:nowhere">x</a></p>')


def test_the_same_part_may_come_twice(tmp_path: Path) -> None:
    part = Part("Letter", "pdf/base.html")
    twice = dataclasses.replace(DOCUMENT, parts=(part, part))
    pdf = render_pdf(twice)
    assert [f"Page {n} of 2" in text for n, text in enumerate(pages_of(pdf), 1)] == (
        [True, True]
    )


def test_a_published_version_says_so_in_place_of_who_printed_it() -> None:
    published = dataclasses.replace(DOCUMENT, version="Version 3 of 1 June 2026")
    text = text_of(render_pdf(published))
    assert "Version 3 of 1 June 2026" in text
    assert "Printed" not in text


def test_a_document_is_read_in_the_order_it_is_written() -> None:
    """Down each part, along each row, a paragraph over two pages without a break."""
    rows = "<tr><td>row one</td><td>cell two</td></tr><tr><td>row three</td><td>cell four</td></tr>"
    pdf = whole(
        f"<p>before the table</p><table>{rows}</table><p>{'after it ' * 900}</p>",
        "<ul><li>point one</li><li>point two</li></ul><p>the last words</p>",
    )
    read = " ".join(structure_of(pdf).replace('"', " ").split())
    said = ["before the table", "row one", "cell two", "row three", "cell four"]
    said += ["after it after it", "point one", "point two", "the last words"]
    places = [read.find(words) for words in said]
    assert -1 not in places
    assert places == sorted(places)
    assert "Page 1 of" not in read


PICTURE = '<svg width="9" height="9"{}><rect width="9" height="9"/></svg>'
TABLE = (
    '<table><tr><th scope="col" rowspan="2">A</th><th scope="col" colspan="2">B</th></tr>'
    '<tr><th scope="col">C</th><th scope="col">D</th></tr>'
    "<tr><td>1</td><td>2</td><td>3</td></tr></table>"
)


def test_cells_that_span_others_are_told_apart(tmp_path: Path) -> None:
    assert failures(whole(TABLE), tmp_path) == ""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (PICTURE.format(""), "a picture says nothing in words"),
        ("<h3>too deep</h3>", "a heading of level 3 follows one of level 1"),
        ("<h1>again</h1>", "headings of level 1: 2"),
        ("<p>a漢b</p>", "glyph"),
    ],
    ids=["picture", "heading", "two titles", "glyph"],
)
def test_a_fault_of_the_text_is_found(body: str, told: str, tmp_path: Path) -> None:
    assert told in failures(whole(body), tmp_path)


def spoiled(spoil: Callable[[Pdf], None]) -> bytes:
    """A document with a table and a link, then spoiled."""
    links = '<p id="here"><a href="#here">x</a></p>'
    file = Pdf.open(BytesIO(whole(f"{TABLE}{links}")))
    spoil(file)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _without_scopes(file: Pdf) -> None:
    for thing in file.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == "/TH":
            del thing.A["/Scope"]


def _without_header_names(file: Pdf) -> None:
    for thing in file.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == "/TH":
            del thing["/ID"]


def _without_words_of_links(file: Pdf) -> None:
    del file.pages[0].Annots[0]["/Contents"]


def _without_the_tags_of_a_text(file: Pdf) -> None:
    part = file.Root.StructTreeRoot.K[0].K[0]
    del part.K[0]


def _without_owners(file: Pdf) -> None:
    file.pages[0].StructParents = 99


def _without_a_foot(file: Pdf) -> None:
    del file.pages[0].Contents[0]


def _with_a_loose_mark(file: Pdf) -> None:
    file.pages[0].Contents.append(file.make_stream(b"0 0 9 9 re f"))


def _without_outline(file: Pdf) -> None:
    del file.Root["/Outlines"]


def _without_title(file: Pdf) -> None:
    del file.docinfo["/Title"]


def _without_language(file: Pdf) -> None:
    del file.Root["/Lang"]


def _without_marks(file: Pdf) -> None:
    del file.Root["/MarkInfo"]


def _without_order(file: Pdf) -> None:
    del file.pages[0]["/Tabs"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_scopes, "a header cell does not say what it heads"),
        (_without_header_names, "a cell names a header that is not there"),
        (_without_words_of_links, "a link says nothing in words"),
        (_without_the_tags_of_a_text, "is not reached from the tags"),
        (_without_owners, "belongs to no tag"),
        (_without_a_foot, "page 1 has no foot"),
        (_with_a_loose_mark, "page 1 draws what is neither text nor furniture"),
        (_without_outline, "the outline is empty"),
        (_without_title, "the file has no title"),
        (_without_language, "the file names no language"),
        (_without_marks, "the file is not marked as tagged"),
        (_without_order, "is not walked through in the order of its tags"),
    ],
)
def test_a_fault_of_the_file_is_found(spoil: Callable[[Pdf], None], told: str) -> None:
    assert told in " ".join(faults(spoiled(spoil)))


def test_what_is_not_spoiled_has_no_fault() -> None:
    assert faults(spoiled(lambda file: None)) == []


def test_a_file_without_tags_is_not_taken_for_a_good_one(tmp_path: Path) -> None:
    untagged = tmp_path / "untagged.pdf"
    untagged.write_bytes(
        drawing._printer.draw(PAGE.format("<p>x</p>"), "", tagged=False)
    )
    assert len(broken_rules(untagged)) > 2
    assert "headings of level 1: 0" in faults(untagged.read_bytes())
