"""Nothing that is typed makes the printer read a file, call an address, or lose text."""

import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from django.template import engines
from pikepdf import Pdf

from sitrack.core.documents import NotDrawn
from tests.core.printing import drawn, whole
from tests.pdf import failures, outside_margins, text_of

MARKUP = [
    '<img alt="" src="{}">',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<style>@import "{}";</style>',
    '<style>@font-face {{ font-family: f; src: url("{}") }} p {{ font-family: f }}</style>',
    '<p style="background: url({})">x</p>',
    '<ul style="list-style-image: url({})"><li>x</li></ul>',
    '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{}#a"/></svg>',
]
TEMPLATE = "{% load printing %}{{ text|print_prose }}<p>{{ text|print_line }}</p>"
MARGIN = 50  # points; the sides are 18 mm


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket that somebody might call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003 - the socket's own way
        yield server


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that nobody may read."""
    file = tmp_path / "canary.txt"
    file.write_text("zzcanaryzz", encoding="utf-8")
    return file


def called(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


def typed(text: str) -> str:
    """The text as a template prints it, at length and on a line."""
    return engines["django"].from_string(TEMPLATE).render({"text": text})


def addresses(server: socket.socket, file: Path) -> list[str]:
    port = server.getsockname()[1]
    return [f"http://127.0.0.1:{port}/x", f"ftp://127.0.0.1:{port}/x", file.as_uri()]


@pytest.mark.item("ACC-084")
def test_what_is_typed_is_printed_and_neither_read_nor_called(
    listening: socket.socket, canary: Path, tmp_path: Path
) -> None:
    where = addresses(listening, canary)
    markup = [one.format(address) for one in MARKUP for address in where]
    pdf = whole(*(typed(one) for one in markup))
    text = "".join(text_of(pdf).split())
    for one in markup:
        assert text.count("".join(one.split())) >= 2
    assert not called(listening)
    assert "zzcanaryzz" not in text
    file = Pdf.open(BytesIO(pdf))
    assert not file.attachments
    assert failures(pdf, tmp_path) == ""


@pytest.mark.parametrize("markup", MARKUP)
def test_even_markup_of_our_own_reads_and_calls_nothing(
    markup: str, listening: socket.socket, canary: Path
) -> None:
    for address in addresses(listening, canary):
        try:
            pdf = drawn(markup.format(address))
        except NotDrawn as refused:
            assert "may not fetch" in str(refused)  # noqa: PT017 - either will do
        else:
            assert "zzcanaryzz" not in text_of(pdf)
            assert not Pdf.open(BytesIO(pdf)).attachments
    assert not called(listening)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
def test_a_link_leads_to_a_page_or_a_mail_or_nowhere(address: str) -> None:
    pdf = whole(f'<p><a href="{address}">x</a> <a href="https://a.example/">y</a></p>')
    file = Pdf.open(BytesIO(pdf))
    led = [str(link.A.URI) for link in file.pages[0].Annots if "/A" in link]
    assert led == ["https://a.example/"]


def shuffled(letters: str, length: int) -> str:
    chance = Random(3)  # noqa: S311 - any will do
    return "".join(chance.choice(letters) for _ in range(length))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (shuffled("abcdefghij", 300), None),
        (shuffled("abcdefghij", 50_000), None),
        (shuffled("WM", 3_000), None),
        ("مدرسة " * 200, "مدرسة " * 200),
        ("مدرسة " * 2_500, None),
        ("😀✓☐ " * 200, None),
        ("q\u0302\u0303" * 12_000, None),
        ("a\x00\x07b\u202ec\u2066d\ud800e", "abcde"),
        ("<b>&amp;</b> %PDF-1.7 (( \\ endobj stream", None),
        ("line\n" * 10_000, None),
    ],
    ids=[
        "300",
        "50000",
        "wide",
        "arabic",
        "much arabic",
        "emoji",
        "accents",
        "control",
        "markup",
        "lines",
    ],
)
def test_nothing_that_is_typed_is_lost_or_runs_off_the_page(
    text: str, kept: str | None, tmp_path: Path
) -> None:
    """In a narrow cell as well as at length; signs are counted, as lines break them."""
    cell = engines["django"].from_string(
        "{% load printing %}<table class='grid narrow'><tr><th scope='col'>Who</th>"
        "<th scope='col'>Other</th><th scope='col'>More</th></tr>"
        "<tr><td>{{ text|print_line }}</td><td>x</td><td>x</td></tr></table>"
    )
    empty = "".join(text_of(whole(typed(""), cell.render({"text": ""}))).split())
    pdf = whole(typed(text), cell.render({"text": text}))
    shown = "".join(text_of(pdf).split())
    expected = "".join((kept or text).split())
    for sign in set(expected) - set(empty):
        assert shown.count(sign) >= 3 * expected.count(sign)
    assert outside_margins(pdf, MARGIN) == []
    assert failures(pdf, tmp_path) == ""
