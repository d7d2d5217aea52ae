"""The running head and foot of Word's pages: as wide as the page, whichever way it lies."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from lxml import etree
from pytest_django.fixtures import Settings

from scripts.word_template import PLACE
from tests.core.writing_word import written
from tests.word import W, faults_in, part_of, sections_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
UPRIGHT, WIDE = Mm(174).twips, Mm(174).twips + 16838 - 11906
MOVED = [("clear", UPRIGHT), ("right", WIDE)]
TURNED = "<body class='wide'><p>Plan</p></body>"


def margins_of(word: bytes, kind: str) -> list[Any]:
    """The head or foot of each section, in the order of the pages."""
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        relations = etree.fromstring(file.read("word/_rels/document.xml.rels"))
    targets = {one.get("Id"): one.get("Target") for one in relations}
    references = [one.find(f"{W}{kind}Reference") for one in sections_of(word)]
    return [
        part_of(word, f"word/{targets[one.get(f'{R}id')].removeprefix('/word/')}")
        for one in references
    ]


def stops_in(margin: Any) -> list[tuple[str, int]]:
    return [
        (one.get(f"{W}val"), int(one.get(f"{W}pos"))) for one in margin.iter(f"{W}tab")
        if one.get(f"{W}pos")
    ]  # fmt: skip


def test_the_number_of_a_page_on_its_side_stands_at_its_right_edge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(monkeypatch, "<h1>Record</h1>", TURNED, "<p>Glossary</p>")
    feet = margins_of(word, "footer")
    assert [stops_in(foot) for foot in feet] == [
        [("right", UPRIGHT)],
        MOVED,
        [("right", UPRIGHT)],
    ]
    said = {"".join(foot.itertext()) for foot in feet}
    assert len(said) == 1
    assert "Hawthorn, 2025/26Page" in said.pop()
    assert faults_in(word) == []


def test_so_it_does_where_all_pages_lie_on_their_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(monkeypatch, TURNED)
    assert [stops_in(one) for one in margins_of(word, "footer")] == [MOVED]


def test_stops_of_an_authoritys_style_and_its_crest_go_along(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.WORD_TEMPLATES = tmp_path
    word = docx.Document(str(PLACE))
    style = word.styles.add_style("Head of ours", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Header"]
    stops = style.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(10))
    stops.add_tab_stop(Mm(87), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(174), WD_TAB_ALIGNMENT.RIGHT)
    head = word.sections[0].header.paragraphs[0]
    head.style = style
    head.add_run().add_picture(str(Path("docs/images/record.png")), width=Mm(20))
    word.save(str(tmp_path / "document.docx"))
    made = written(monkeypatch, "<h1>Record</h1>", TURNED)
    upright, wide = margins_of(made, "header")
    middle = Mm(87).twips
    assert stops_in(upright) == []
    assert stops_in(wide) == [
        ("clear", middle),
        ("center", middle + (16838 - 11906) // 2),
        ("clear", UPRIGHT),
        ("right", WIDE),
    ]
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        crests = [
            name for name in file.namelist() if "/header" in name and "_rels" in name
        ]
        shown = [b"media/image" in file.read(name) for name in crests]
    assert shown == [True, True]
    docx.Document(io.BytesIO(made))
