"""What is kept and what is refused: files judged by their content."""

import io
import zipfile
from collections.abc import Callable

import pytest

from sitrack.core.files.inspection import MEGABYTE, clean_name, inspect
from sitrack.core.files.refusal import FileRefused
from tests import samples
from tests.samples import MACRO_MAIN, MAIN, PDF, PROGRAM, office, picture, types_of

WORD_MAIN = MAIN["docx"][1]
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>' + types_of("word/document.xml", WORD_MAIN)
ACCEPTED = {
    "plan.pdf": (PDF, "pdf"),
    "PLAN.PDF": (b"\xef\xbb\xbf" + PDF, "pdf"),
    "plan.docx": (office("docx"), "docx"),
    "results.xlsx": (office("xlsx"), "xlsx"),
    "governors.pptx": (office("pptx"), "pptx"),
    "display.png": (picture("PNG"), "png"),
    "display.jpg": (picture("JPEG"), "jpg"),
    "display.JPEG": (picture("JPEG"), "jpg"),
    "../../plan.pdf": (PDF, "pdf"),
}
MACROS = "holds macros"
NOT_THAT = "what is inside is not"
FOREIGN = "parts inside that do not belong"
KIND = "This kind of file cannot be added"
# The name, how its content is made, and the words of the refusal.
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("plan.pdf", lambda: b"", "The file is empty"),
    "a name that climbs": ("../../x", lambda: PDF, KIND),
    "a program": ("setup.exe", lambda: PROGRAM, KIND),
    "a web page": ("page.html", lambda: b"<html>", KIND),
    "a drawing with scripts": ("logo.svg", lambda: b"<svg/>", KIND),
    "a macro file under its own name": ("plan.docm", office, KIND),
    "two endings": ("plan.pdf.exe", lambda: PROGRAM, KIND),
    "a program called a PDF": ("plan.pdf", lambda: PROGRAM, NOT_THAT),
    "a program called a document": ("plan.docx", lambda: PROGRAM, NOT_THAT),
    "a program called a picture": ("plan.png", lambda: PROGRAM, NOT_THAT),
    "a PDF behind a program": ("plan.pdf", lambda: PROGRAM + PDF, NOT_THAT),
    "a workbook called a document": ("a.docx", lambda: office("xlsx"), NOT_THAT),
    "a JPEG called a PNG": ("a.png", lambda: picture("JPEG"), NOT_THAT),
    "a GIF called a PNG": ("a.png", lambda: picture("GIF"), NOT_THAT),
    "a damaged picture": ("a.png", lambda: picture()[:40], NOT_THAT),
    "a plain zip file": ("a.docx", lambda: office(types="<Types/>"), NOT_THAT),
    "types that are no XML": ("a.docx", lambda: office(types="<Types"), NOT_THAT),
    "types with entities": ("a.docx", lambda: office(types=DOCTYPE), NOT_THAT),
    "no main part": (
        "a.docx",
        lambda: office(types=types_of("word/other.xml", WORD_MAIN)),
        NOT_THAT,
    ),
    "a cut document": ("a.docx", lambda: office()[:-30], NOT_THAT),
    "an unusual packing": ("a.docx", lambda: office(method=zipfile.ZIP_LZMA), NOT_THAT),
    "a macro document renamed": ("a.docx", lambda: office(main=MACRO_MAIN), MACROS),
    "a macro's part": (
        "a.docx",
        lambda: office(more={"word/vbaProject.bin": b"x"}),
        MACROS,
    ),
    "a macro's part in capitals": (
        "a.docx",
        lambda: office(more={"word/VBAPROJECT.BIN": b"x"}),
        MACROS,
    ),
    "a sheet of old macros": (
        "a.xlsx",
        lambda: office("xlsx", more={"xl/macrosheets/sheet1.xml": b"x"}),
        MACROS,
    ),
    "a part that climbs": (
        "a.docx",
        lambda: office(more={"../../etc/cron.d/x": b"x"}),
        FOREIGN,
    ),
    "a part from the root": ("a.docx", lambda: office(more={"/etc/x": b"x"}), FOREIGN),
    "a part from a drive": ("a.docx", lambda: office(more={"C:\\x": b"x"}), FOREIGN),
    "a zip bomb": (
        "a.docx",
        samples.bomb,
        "unpacks to more than 200 MB",
    ),
    "a zip bomb that lies": ("a.docx", samples.lying_bomb, NOT_THAT),
    "thousands of parts": (
        "a.docx",
        lambda: office(more={f"word/{n}.xml": b"" for n in range(2_001)}),
        "more than 2,000 parts",
    ),
    "a password": ("a.docx", samples.locked, "has a password"),
    "a picture of 81 million dots": (
        "a.png",
        lambda: samples.huge_picture(9_001),
        "9,001 by 9,001 dots",
    ),
    "a picture bomb": ("a.png", lambda: samples.huge_picture(50_000), "far too large"),
}


def judge(name: str, content: bytes) -> str:
    return inspect(io.BytesIO(content), name=name, size=len(content))


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_file_is_what_its_name_says(name: str) -> None:
    content, kind = ACCEPTED[name]
    assert judge(name, content) == kind


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_with_the_rule_it_breaks(case: str) -> None:
    name, make, words = REFUSED[case]
    with pytest.raises(FileRefused, match=words) as refused:
        judge(name, make())
    assert refused.value.field == "file"


def test_twenty_five_megabytes_are_kept_and_not_one_byte_more() -> None:
    most = 25 * MEGABYTE
    assert inspect(io.BytesIO(PDF), name="a.pdf", size=most) == "pdf"
    with pytest.raises(FileRefused, match=r"is 26 MB\. It must be 25 MB or smaller"):
        inspect(io.BytesIO(PDF), name="a.pdf", size=most + 1)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../plan.pdf", "plan.pdf"),
        ("C:\\Users\\helen\\plan.pdf", "plan.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("plan\r\nSet-Cookie: a.pdf", "planSet-Cookie: a.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 146}.pdf"),
        ("Lesepläne – Jahr 2.pdf", "Lesepläne – Jahr 2.pdf"),
    ],
)
def test_a_name_keeps_nothing_that_hides_what_it_says(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept
