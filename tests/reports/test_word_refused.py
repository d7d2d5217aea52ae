"""What is no record in Word is refused, each time with a sentence that says what to do;
and days are read as people type them."""

import datetime as dt

import pytest

from reports.word_import import read_record
from reports.word_import.days import day_in, moment_in
from sitrack.core.files.refusal import FileRefused
from tests.samples import MACRO_MAIN, PDF, bomb, lying_bomb, office
from tests.word_forms.forms import blocks_for
from tests.word_forms.manner import FORM
from tests.word_forms.paper import para, repacked, word_file
from tests.word_forms.words import small

GOOD = word_file(blocks_for(small()))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(inside: str) -> bytes:
    return _with(
        f'<w:document xmlns:w="{WORDS}"><w:body>{inside}</w:body></w:document>', ""
    )


def _with(body: str, before: str) -> bytes:
    name = {"word/document.xml": (before + body).encode()}
    return repacked(GOOD, name)


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;">]>'
REFUSED = {
    "old": (OLD, "record.doc", "Save As, then Word Document (.docx)"),
    "old under a new name": (OLD, "record.docx", "take the password off"),
    "rich text": (b"{\\rtf1 }", "record.rtf", "Save As, then Word Document (.docx)"),
    "open document": (b"PK", "record.odt", "Save As, then Word Document (.docx)"),
    "macros by name": (GOOD, "record.docm", "save it as a Word Document (.docx)"),
    "macros inside": (
        repacked(GOOD, {"word/vbaProject.bin": b"macro"}),
        "record.docx",
        "Save it without them",
    ),
    "macros by type": (office(main=MACRO_MAIN), "record.docx", "Save it without them"),
    "empty": (b"", "record.docx", "Choose one with something in it"),
    "cut short": (GOOD[: len(GOOD) // 2], "record.docx", "or is damaged"),
    "bomb": (bomb(), "record.docx", "Make its pictures smaller"),
    "lying bomb": (lying_bomb(), "record.docx", "damaged"),
    "a PDF": (PDF, "record.pdf", "its name ends in .docx"),
    "a PDF under another name": (PDF, "record.docx", "what is inside is not"),
    "a workbook": (office("xlsx"), "record.xlsx", "its name ends in .docx"),
    "no tree": (_with("<w:document", ""), "record.docx", "save it again under a new"),
    "outside": (
        _with(f'<w:document xmlns:w="{WORDS}">&x;</w:document>', ENTITY),
        "record.docx",
        "save it again under a new",
    ),
    "laughs": (
        _with(f'<w:document xmlns:w="{WORDS}">&y;</w:document>', LAUGHS),
        "record.docx",
        "save it again under a new",
    ),
    "deep": (
        document("<w:sdt>" * 400 + "</w:sdt>" * 400),
        "record.docx",
        "save it again under a new",
    ),
    "endless": (
        word_file([para("line")] * 10_001),
        "record.docx",
        "one Word file a year",
    ),
    "far too long": (
        document(f"<w:p>{' ' * (17 * 1024 * 1024)}</w:p>"),
        "record.docx",
        "one Word file a year",
    ),
    "another document": (
        word_file([para("Minutes of the parish council"), para("Date: 4 May 2026")]),
        "record.docx",
        "not a rolling record",
    ),
}


@pytest.mark.usefixtures("council")  # The advice takes its noun for the record.
@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_with_what_to_do(case: str) -> None:
    content, name, advice = REFUSED[case]
    with pytest.raises(FileRefused) as refused:
        read_record(content, name=name, form=FORM)
    assert advice in refused.value.message


@pytest.mark.parametrize(
    "text",
    [
        "4.5.26",
        "04/05/2026",
        "4 May 2026",
        "4th May 2026",
        "Monday 4th of May 2026, pm",
        "Mon 4 May 26",
        "4-5-2026",
        "2026-05-04",
        "the morning of 4 May 2026 (online)",
    ],
)
def test_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert day_in(text) == dt.date(2026, 5, 4)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "29.2.25",
        "May 2026",
        "by half term",
        "4 May",
        "4 May 2026 and 5 May 2026",
        "45/13/2026",
        "4 May 202",
    ],
)
def test_what_is_no_day_stays_text(text: str) -> None:
    assert day_in(text) is None


def test_a_moment_is_a_day_with_its_time() -> None:
    day = dt.date(2026, 5, 4)
    assert moment_in("4 May 2026 at 9.30am") == (day, dt.time(9, 30))
    assert moment_in("4.5.26, 14:00") == (day, dt.time(14))
    assert moment_in("Mon 4 May 2026 2 pm") == (day, dt.time(14))
    assert moment_in("4/5/26") == (day, None)
    assert moment_in("after Easter, 9.30") == (None, dt.time(9, 30))
