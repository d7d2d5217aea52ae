"""Old records in Word are read: every box that people fill, and nothing is dropped."""

import re
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from reports.word_import.blocks import blocks_of
from reports.word_import.parts import open_parts
from reports.word_import.reading import Reading, from_data
from reports.word_import.recognise import recognise
from tests.word_forms.forms import blocks_for
from tests.word_forms.manner import FORM, Manner
from tests.word_forms.paper import W, word_file
from tests.word_forms.varied import (
    MANNERS,
    WORDS,
    changed_by_hand,
    full,
    random_file,
)
from tests.word_forms.words import small

PLACEHOLDER = "Choose an item."


def read(content: bytes) -> Reading:
    return recognise(blocks_of(open_parts(content, name="record.docx")), FORM)


def fields(reading: Reading) -> dict[str, str]:
    return {one.key: one.text for one in reading.fields if one.key != "glossary"}


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("manner", MANNERS)
def test_every_box_is_recognised_however_it_was_filled(words: str, manner: str) -> None:
    said = WORDS[words]()
    reading = read(word_file(blocks_for(said, MANNERS[manner])))
    assert fields(reading) == said.fields()
    assert reading.loose == ()


def test_a_list_stays_a_list() -> None:
    said = small()
    reading = read(word_file(blocks_for(said, Manner(bullets=True))))
    assert (
        reading.text("front.vision") == "- Every child a reader.\n- Every child known."
    )
    assert reading.text("priorities") == "\n".join(said.priorities)


def test_what_was_changed_by_hand_is_read_and_the_rest_is_kept() -> None:
    reading = read(changed_by_hand())
    assert fields(reading) == {
        "front.school": "Hawthorn Primary",
        "front.vision": "“Every child” a reader [Agreed by governors in 2024.]",
        "visit.1.date": "24 September 2025",
        "visit.1.present": "Helen Marsh",
        "visit.1.summary": "Reading is strong.\nYear 2 – 81%\nYear 6 – 74%\n"
        "Focus: fluency came up again, and present: all staff",
        "visit.1.step.1.text": "Read with every child",
        "visit.1.step.1.who": "Class teachers",
    }
    assert [(one.text, one.place) for one in reading.loose] == [
        ("Nursery fees\nnot a box of the form", "Table 1, row 3"),
        ("A line that somebody typed between two tables.", "After table 1"),
        ("Seen by Sam", "After table 1, text box"),
        ("Hawthorn, confidential", "Page header"),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_no_word_is_lost_or_read_twice(seed: int) -> None:
    """Fields, loose text and the form's own words are together all that stood there."""
    content = random_file(seed)
    reading = read(content)
    told = [one.text for one in reading.fields] + [one.text for one in reading.loose]
    assert _words([*told, *reading.words]) == _words(_paragraphs(content))


def test_a_reading_is_kept_whole() -> None:
    reading = read(word_file(blocks_for(full())))
    assert from_data(reading.as_data()) == reading


def _words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"[^\W_]+", text))


def _paragraphs(content: bytes) -> list[str]:
    """What each paragraph says, read once more in another way."""
    with ZipFile(BytesIO(content)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    names = {"w": W}
    for gone in tree.xpath("//w:sdt[w:sdtPr/w:showingPlcHdr]", namespaces=names):
        gone.getparent().remove(gone)
    found = tree.xpath("//w:p", namespaces=names)
    return ["".join(one.xpath(".//w:t/text()", namespaces=names)) for one in found]
