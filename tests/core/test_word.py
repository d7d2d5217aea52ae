"""Documents as Word files: their templates, and whatever people typed."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.template import engines
from lxml import etree

from sitrack.core.documents import Part
from sitrack.core.documents.text import clean
from sitrack.core.documents.word import filling, render_docx, word_name
from sitrack.core.documents.word.markup import Lists, Writer
from sitrack.core.documents.word.tables import shares_of, widths_in
from tests.core.writing_word import WHOLE, written
from tests.word import W, faults_in, page_of, part_of, sections_of, words_of


def paragraphs(word: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph of the body."""
    file = docx.Document(io.BytesIO(word))
    return [(str(one.style.style_id), one.text) for one in file.paragraphs if one.style]


def test_headings_lists_and_stress_are_words_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(
        monkeypatch,
        "<h1>Record</h1><h2>Vision</h2><p>Every <strong>child</strong>, "
        "<em>known</em>.<br>Well.</p><p><span class='note'><strong>a <strong>b</strong> "
        "<a href='mailto:x@y.example'>c</a></strong></span></p><ul><li>one<ul><li>below</li></ul></li></ul>"
        "<ol><li><p>first</p><p>more</p></li></ol><ol start='4'><li>fourth</li></ol>",
    )
    assert paragraphs(word) == [
        ("Heading1", "Record"),
        ("Heading2", "Vision"),
        ("BodyText", "Every child, known.\nWell."),
        ("BodyText", "a b c"),
        ("ListBullet", "one"),
        ("ListBullet", "below"),
        ("ListNumber", "first"),
        ("ListContinue", "more"),
        ("ListNumber", "fourth"),
    ]
    assert faults_in(word) == []
    places = [
        (one.find(f"{W}ilvl").get(f"{W}val"), one.find(f"{W}numId").get(f"{W}val"))
        for one in part_of(word, "word/document.xml").iter(f"{W}numPr")
    ]
    assert [level for level, _ in places] == ["0", "1", "0", "0"]
    assert len({number for _, number in places}) == 3
    begins = part_of(word, "word/numbering.xml").xpath(
        "//w:lvlOverride[@w:ilvl='0']/w:startOverride/@w:val",
        namespaces={"w": W.strip("{}")},
    )
    assert begins == ["1", "4"]


def test_a_table_repeats_its_head_and_a_rating_is_a_word_with_a_shade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(
        monkeypatch,
        "<h1>Plan</h1><table class='grid'><colgroup><col><col class='date'></colgroup>"
        "<thead><tr><th scope='col'>Action</th><th scope='col'>RAG</th></tr></thead>"
        "<tbody><tr><td>Read.</td><td><span class='rag rag-red'>Red: off track</span>"
        "</td></tr><tr><td class='blank'></td><td class='blank'></td></tr></tbody>"
        "</table><table class='facts'><tr><th scope='row'>Date:</th><td>Monday</td>"
        "</tr></table>",
    )
    assert faults_in(word) == []
    body = part_of(word, "word/document.xml")
    grid, facts = body.iter(f"{W}tbl")
    looks = [one.find(f"{W}tblPr/{W}tblLook").get(f"{W}val") for one in (grid, facts)]
    assert looks == ["0620", "0680"]
    widths = [int(one.get(f"{W}w")) for one in grid.iter(f"{W}gridCol")]
    assert widths == [8134, 1666]
    (rating,) = body.iter(f"{W}rStyle")
    assert rating.get(f"{W}val") == "RAGred"
    assert "Red: off track" in words_of(word)


def test_each_part_begins_on_a_page_of_its_own_and_links_lead_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(
        monkeypatch,
        "<h1>Record</h1><p><a href='document:visit-1'>12 May</a> "
        "<a href='https://school.example/a?b=1&amp;c=\"2'>Plan</a> "
        "<a href='javascript:alert(1)'>no link</a></p>",
        "<section id='visit-1'><h2>12 May</h2></section>",
    )
    assert faults_in(word) == []
    body = part_of(word, "word/document.xml")
    breaks = [one.getparent() for one in body.iter(f"{W}pageBreakBefore")]
    assert len(breaks) == 1
    codes = [one.text for one in body.iter(f"{W}instrText")]
    assert codes == [' HYPERLINK "https://school.example/a?b=1&c=%222" ']
    assert words_of(word) == "Record 12 May Plan no link 12 May"


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7 * 7 }} {% raise %} {_{ {# no #}",
        "<w:p><b>&amp;</b> \"quoted\" 'so' ]]>",
        "bell\x07 and\x00 nothing \ud83d half",
        "漢字 \U0001f600 \u05e9\u05b8\u05dc\u05d5\u05dd مرحبا",
        "a" * 300,
        "file:///etc/passwd http://127.0.0.1/x =1+1",
    ],
)
def test_whatever_is_typed_stands_there_as_text(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    template = engines["django"].from_string(
        "{% load printing %}<h1>{{ text|print_line }}</h1>{{ text|print_prose }}"
    )
    monkeypatch.setattr(
        filling, "part_page", lambda part: template.render({"text": typed})
    )
    word = render_docx(
        replace(WHOLE, title=typed, running=typed, parts=(Part("x", ""),))
    )
    fit = " ".join(clean(typed).split())
    assert words_of(word) == f"{fit} {fit}"
    assert faults_in(word) == []
    for name in ("word/header1.xml", "word/footer1.xml"):
        text = " ".join("".join(part_of(word, name).itertext()).split())
        assert fit in text


def test_the_margins_say_whose_it_is_who_made_it_and_which_page_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def margins(**said: Any) -> list[str]:
        word = written(monkeypatch, "<h1>Record</h1>", **said)
        return [
            "".join(part_of(word, f"word/{name}1.xml").itertext())
            for name in ("header", "footer")
        ]

    head, foot = margins()
    assert head == "Record of Hawthorn"
    assert foot == (
        "Hawthorn, 2025/26Page  PAGE 1 of  NUMPAGES 1Made 10 June 2026 by Sam Rowe"
    )
    assert margins(version="Version 3")[1].endswith("Version 3")


def test_the_same_document_is_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<h1>Record</h1><ol><li>one</li></ol>"
    word = written(monkeypatch, page)
    assert word == written(monkeypatch, page)
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    said = docx.Document(io.BytesIO(word)).core_properties
    assert (said.title, said.language) == ("Record of Hawthorn", "en-GB")
    assert said.author == said.last_modified_by == "Suffolk County Council"
    assert said.created == said.modified == WHOLE.printed_at
    assert word_name(WHOLE) == "a-record.docx"


def test_a_drawing_is_told_in_words_and_its_key_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(
        monkeypatch,
        "<h1>Hours</h1><svg xmlns='http://www.w3.org/2000/svg'><title>Autumn: 2 of 8"
        "</title><text>2</text></svg><p class='note key'>The filled bar.</p>",
    )
    assert words_of(word) == "Hours Autumn: 2 of 8"


def test_a_tag_that_is_not_known_still_gives_its_text() -> None:
    writer = Writer(Lists(3), bullets=1, widths={})
    page = "<body><aside>one<blink>two</blink><q>three</q></aside>four</body>"
    (run,) = writer.pages([page])
    text = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}">{run.body}</w:r>')
    assert "".join(text.itertext()) == "onetwothreefour"


def test_wide_parts_lie_on_their_side_between_upright_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word = written(
        monkeypatch,
        "<h1>Record</h1>",
        "<p>Visit</p>",
        "<body class='wide'><p>Plan</p></body>",
        "<body class='wide'><p>Meeting</p></body>",
        "<p>Glossary</p>",
    )
    sections = sections_of(word)
    upright, wide = ("11906", "16838"), ("16838", "11906")
    assert [page_of(one) for one in sections] == [upright, wide, upright]
    # Each has the running head and foot of the template.
    for name in ("headerReference", "footerReference"):
        assert all(one.find(f"{W}{name}") is not None for one in sections)
    body = part_of(word, "word/document.xml")
    begun = [one.getparent().getparent() for one in body.iter(f"{W}pageBreakBefore")]
    assert ["".join(one.itertext()) for one in begun] == ["Visit", "Meeting"]
    assert words_of(word) == "Record Visit Plan Meeting Glossary"
    assert faults_in(word) == []


def test_columns_are_as_wide_as_the_print_stylesheet_says() -> None:
    css = "col.who, col.by { width: 20%; } td.x { width: 3%; } col.day { color: red; }"
    widths = widths_in(css)
    assert widths == {"who": 20.0, "by": 20.0}
    from lxml import html

    table = html.fragment_fromstring(
        "<table><colgroup><col><col class='who'><col></colgroup>"
        "<tr><td></td><td></td><td></td></tr></table>"
    )
    assert shares_of(table, widths) == [40.0, 20.0, 40.0]


def test_a_column_is_as_wide_as_the_longest_word_of_its_heading() -> None:
    from lxml import html

    def shares(*headings: str) -> list[float]:
        cells = "".join(f"<th>{one}</th>" for one in headings)
        table = html.fragment_fromstring(
            "<table><colgroup><col class='code'><col></colgroup>"
            f"<thead><tr>{cells}</tr></thead><tr><td></td><td></td></tr></table>"
        )
        return [round(one, 1) for one in shares_of(table, {"code": 13.0})]

    assert shares("Abbreviation", "Meaning") == [15.5, 84.5]
    assert shares("Who says so", "Meaning") == [13.0, 87.0]
    # There is no room for all of it.
    assert shares("a" * 90, "Meaning") == [13.0, 87.0]


def test_the_end_after_a_table_takes_no_page_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = "<thead><tr><th scope='col'>Term</th></tr></thead>"
    table = f"<table>{head}<tr><td>x</td></tr></table>"
    wide = f"<body class='wide'>{table}</body>"
    word = written(monkeypatch, f"<h1>Record</h1>{table}", wide, table)
    body = part_of(word, "word/document.xml").find(f"{W}body")
    between = [one for one in body if one.tag == f"{W}p"][1:]
    lines = [one.find(f"{W}pPr/{W}spacing").get(f"{W}line") for one in between]
    assert lines == ["20", "20", "20"]
    assert faults_in(word) == []
