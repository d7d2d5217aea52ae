"""What was drawn is drawn once, whoever asks; of what is restricted nothing is kept."""

import dataclasses
import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as configured
from pytest_django.fixtures import Settings

from sitrack.core.documents import Part, draw_ahead, drawing, render_pdf, shelf
from tests.core.printing import DOCUMENT

DAY = 24 * 3600


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "documents"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the printing process is asked to draw."""
    asked: list[str] = []
    draw = drawing._printer.draw

    def counted(html: str, css: str, *, tagged: bool = True) -> bytes:
        asked.append("part" if tagged else "stamp")
        return draw(html, css, tagged=tagged)

    monkeypatch.setattr(drawing._printer, "draw", counted)
    return asked


def test_an_unchanged_document_is_drawn_once(folder: Path, asked: list[str]) -> None:
    first = render_pdf(DOCUMENT)
    assert asked == ["part", "stamp"]
    assert render_pdf(DOCUMENT) == first
    assert asked == ["part", "stamp"]


def test_only_the_part_that_was_changed_is_drawn_again(
    folder: Path, asked: list[str]
) -> None:
    other = Part("Other", "pdf/base.html")
    render_pdf(dataclasses.replace(DOCUMENT, parts=(*DOCUMENT.parts, other)))
    asked.clear()
    changed = dataclasses.replace(other, name="Changed")
    render_pdf(dataclasses.replace(DOCUMENT, parts=(*DOCUMENT.parts, changed)))
    assert asked == ["part"]


def test_another_reader_has_the_same_parts_and_a_foot_of_their_own(
    folder: Path, asked: list[str]
) -> None:
    render_pdf(DOCUMENT)
    asked.clear()
    render_pdf(dataclasses.replace(DOCUMENT, printed_by="Helen Marsh"))
    assert asked == ["stamp"]


@pytest.mark.item("CONF-03")
def test_of_a_restricted_document_nothing_is_kept(
    folder: Path, asked: list[str]
) -> None:
    restricted = dataclasses.replace(DOCUMENT, restricted=True)
    assert render_pdf(restricted) == render_pdf(restricted)
    assert asked == ["part", "stamp"] * 2
    assert not folder.exists()


def test_what_is_kept_is_what_would_be_drawn(folder: Path) -> None:
    fresh = render_pdf(dataclasses.replace(DOCUMENT, restricted=True))
    assert render_pdf(DOCUMENT) == render_pdf(DOCUMENT) == fresh


def test_another_process_makes_the_same_file(folder: Path, tmp_path: Path) -> None:
    program = (
        "import django, hashlib; django.setup();"
        "from sitrack.core.documents import render_pdf;"
        "from tests.core.printing import DOCUMENT;"
        "print(hashlib.sha256(render_pdf(DOCUMENT)).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=configured.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SITRACK_TEST_VAR": str(tmp_path / "another"),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.strip() == hashlib.sha256(render_pdf(DOCUMENT)).hexdigest()


def test_what_is_drawn_ahead_is_there_when_it_is_asked_for(
    folder: Path, asked: list[str]
) -> None:
    draw_ahead(DOCUMENT.parts[0])
    draw_ahead(DOCUMENT.parts[0])
    render_pdf(DOCUMENT)
    assert asked == ["part", "stamp"]


def test_a_damaged_file_is_drawn_anew(folder: Path) -> None:
    first = render_pdf(DOCUMENT)
    for kept in folder.iterdir():
        kept.write_bytes(kept.read_bytes()[:-9])
    assert render_pdf(DOCUMENT) == first


def test_a_new_printer_or_other_faces_make_other_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = shelf.key_of("page")
    monkeypatch.setattr(shelf, "_drawn_by", lambda: b"another printer")
    assert shelf.key_of("page") != before
    assert shelf.key_of("a", "b") != shelf.key_of("ab")


def test_many_at_once_find_only_what_is_whole(folder: Path) -> None:
    pdf = b"%PDF" * 50_000
    shelf.keep("one", pdf)

    def at_once(number: int) -> bool:
        if number % 2:
            shelf.keep("one", pdf)
        return shelf.find("one") == pdf

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(at_once, range(200)))
    assert [kept.name for kept in folder.iterdir()] == ["one"]


def test_what_is_long_unused_is_taken_away(folder: Path) -> None:
    for name, days in (("old", 31), ("asked for", 31), ("new", 29)):
        shelf.keep(name, name.encode())
        used = time.time() - days * DAY
        os.utime(folder / name, (used, used))
    assert shelf.find("asked for") == b"asked for"
    shelf.tidy()
    assert shelf.find("old") is None
    assert shelf.find("asked for") == b"asked for"
    assert shelf.find("new") == b"new"


def test_what_is_kept_has_a_bound(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", 250)
    for age in range(4):
        shelf.keep(f"{age} days", bytes(68))
        used = time.time() - age * DAY
        os.utime(folder / f"{age} days", (used, used))
    shelf.tidy()
    kept = {one.name for one in folder.iterdir() if not one.name.startswith(".")}
    assert kept == {"0 days", "1 days"}
    shelf.keep("more", bytes(500))
    shelf.tidy()
    assert shelf.find("more") is not None


def test_what_is_kept_is_for_nobody_else_on_the_machine(folder: Path) -> None:
    shelf.keep("one", b"x")
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "one").stat().st_mode & 0o077 == 0


def test_a_shelf_that_is_cleared_while_a_page_is_put_there_keeps_nothing_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever asked for the page has it all the same."""
    replace = Path.replace

    def too_late(self: Path, target: Path) -> Path:
        shelf.clear()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", too_late)
    assert render_pdf(DOCUMENT).startswith(b"%PDF")
    assert list(folder.iterdir()) == []
