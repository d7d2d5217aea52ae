"""Documents: typed text made fit for paper, and the process that draws them."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.template import engines
from pytest_django.fixtures import Settings

from sitrack.core.documents import NotDrawn, drawing, fonts, render_pdf
from sitrack.core.documents.drawing import Printer
from sitrack.core.documents.text import clean, flowing, name_missing, soft
from sitrack.core.documents.text import whole as for_word
from tests.core.printing import DOCUMENT, PAGE, drawn, whole
from tests.pdf import information_of, pages_of, text_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("bell\x07 and\x00 nothing\x9f", "bell and nothing"),
        ("\u202etxt.exe\u202c and \u2066x\u2069", "txt.exe and x"),
        ("zero\u200bwidth\u200d\ufeff", "zerowidth"),
        ("not\ufffe\U0001ffff a character", "not a character"),
        ("half a \ud83d pair", "half a  pair"),
        ("soft\xadhyphen", "softhyphen"),
        ("cafe\u0301", "café"),
        ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_signs_without_a_shape_are_left_out_and_nothing_else(
    typed: str, kept: str
) -> None:
    assert clean(typed) == kept


def test_a_character_that_no_face_can_draw_is_named() -> None:
    named = "[character not available: CJK UNIFIED IDEOGRAPH-6F22]"
    assert name_missing("a漢b") == f"a{named}b"
    assert name_missing("✓ ł ش €") == "✓ ł ش €"


def test_a_very_long_run_may_break_and_a_shorter_one_stays_whole() -> None:
    assert soft("x" * 40) == "x" * 40
    assert soft("x" * 45) == "\u200b".join(["x" * 20, "x" * 20, "x" * 5])
    assert soft("short words " * 20) == "short words " * 20
    # No accent is parted from its letter, and no heap of accents is without a break.
    accented = "e\u0302\u0303" * 20
    assert [len(one) for one in soft(accented).split("\u200b")] == [21, 21, 18]
    heap = soft("e" + "\u0302" * 100).split("\u200b")
    assert max(map(len, heap)) == 40


def test_thousands_of_short_lines_run_on_and_say_where_each_ended() -> None:
    lines = [f"line {number}" for number in range(5000)]
    fit = flowing("\r\n".join(lines)).split("\n")
    assert (fit[:100], len(fit)) == (lines[:100], 101)
    assert fit[100].split("¶") == lines[100:]
    for same in ("\n".join(lines[:300]), "A line as people write them.\n" * 900):
        assert flowing(same) == same


def test_word_and_paper_have_each_their_own_text_whichever_is_made_first() -> None:
    shown = engines["django"].from_string("{% load printing %}{{ text|print_prose }}")

    def made(text: str) -> str:
        return shown.render({"text": text}).partition(">")[2].removesuffix("</p>")

    with for_word():
        assert made("one 漢") == "one 漢"
    assert made("one 漢").startswith("one [character not available")
    assert made("two 漢").startswith("two [character not available")
    with for_word():
        assert made("two 漢") == "two 漢"


def test_the_filters_show_markup_as_it_was_typed() -> None:
    template = engines["django"].from_string(
        "{% load printing %}{{ text|print_prose }}{{ text|print_line }}{{ no|print_line }}"
    )
    shown = template.render({"text": "<script>x</script>\n\n- one", "no": None})
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;x&lt;/script&gt;") == 2
    assert "<li>one</li>" in shown
    assert "None" not in shown


def test_a_missing_face_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", [tmp_path])
    with pytest.raises(fonts.FontMissing, match="install the package fonts-"):
        fonts._find("DejaVuSans.ttf", "fonts-dejavu-core")


def test_only_our_faces_are_embedded() -> None:
    pdf = drawn('<p style="font-family: DejaVu Serif">Text ✓</p>')
    listed = subprocess.run(
        ["pdffonts", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    used = {line.split()[0].split("+")[1] for line in listed.splitlines()[2:]}
    assert used <= {"Liberation-Sans", "Liberation-Sans-Bold", "DejaVu-Sans"}


def test_the_same_document_is_the_same_file() -> None:
    assert render_pdf(DOCUMENT) == render_pdf(DOCUMENT)


def test_another_process_draws_the_same_file() -> None:
    other = Printer()
    html, css = drawing.part_page(DOCUMENT.parts[0]), drawing.stylesheet()
    try:
        assert other.draw(html, css) == drawing._printer.draw(html, css)
    finally:
        other.stop()


def test_a_file_says_what_it_is() -> None:
    told = information_of(render_pdf(DOCUMENT))
    assert "A letter" in told
    assert "Suffolk County Council" in told
    assert "Tagged:          yes" in told


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="" src="{}">',
        '<object data="{}"></object>',
        '<link rel="stylesheet" href="{}">',
        '<style>@import "{}";</style>',
        '<p style="background: url({})">x</p>',
        '<a rel="attachment" href="{}">x</a>',
    ],
)
@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x"])
def test_a_document_fetches_nothing(markup: str, address: str) -> None:
    with pytest.raises(NotDrawn, match="may not fetch"):
        drawn(markup.format(address))


def test_after_a_failure_the_next_document_is_drawn() -> None:
    with pytest.raises(NotDrawn):
        drawn('<img alt="" src="file:///etc/hostname">')
    assert "fine" in text_of(drawn("<p>fine</p>"))


def test_a_document_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "SECONDS", 0.001)
        with pytest.raises(NotDrawn, match="too long"):
            drawn("<p>word</p>" * 2000)
    assert "fine" in text_of(drawn("<p>fine</p>"))


def test_threads_take_turns() -> None:
    bodies = [f"<p>document {number}</p>" for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda body: text_of(drawn(body)), bodies))
    assert [f"document {number}" in text for number, text in enumerate(texts)] == (
        [True] * 4
    )


def test_a_worn_process_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PARTS_PER_PROCESS", 1)
    printer = Printer()
    try:
        first = printer._running().pid
        printer.draw(PAGE.format("<p>x</p>"), "")
        assert printer._running().pid != first
    finally:
        printer.stop()


def test_a_demonstration_says_so_on_every_page(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    pages = pages_of(whole("<p>x</p>" * 200, "<p>y</p>", headed=True))
    said = "Demonstration: every visit, level, name and note is invented"
    assert len(pages) > 2
    assert [said in page for page in pages] == [True] * len(pages)
    assert all(f"of {len(pages)}" in page for page in pages)
