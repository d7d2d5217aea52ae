"""The note of a visit is drawn once it is final, before anybody asks."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from pytest_django.fixtures import Settings

from reports.documents.ahead import draw_final_visits
from reports.documents.record import record_document
from sitrack.core.documents import Part, drawing, render_pdf
from sitrack.core.sweep import sweep
from tests.reports.printing import final
from tests.universe import Council


@pytest.fixture
def drawn(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """What the printing process is asked to draw."""
    settings.VAR_DIR = tmp_path
    asked: list[str] = []
    draw = drawing._printer.draw

    def noted(html: str, css: str, *, tagged: bool = True) -> bytes:
        asked.append(html)
        return draw(html, css, tagged=tagged)

    monkeypatch.setattr(drawing._printer, "draw", noted)
    return asked


def test_a_visit_is_drawn_when_it_is_final_and_not_again(
    june: Council, clock: time_machine.Traveller, drawn: list[str]
) -> None:
    final(june, date(2026, 5, 14), "Drawn ahead.")
    sweep()
    assert drawn == []
    clock.shift(timedelta(minutes=2))
    sweep()
    draw_final_visits(10)
    assert len(drawn) == 1
    assert "Drawn ahead." in drawn[0]
    render_pdf(record_document(june.record(), reader=june.sam))
    assert sum("Drawn ahead." in page for page in drawn) == 1


def test_what_was_final_long_ago_waits_until_it_is_asked_for(
    june: Council, clock: time_machine.Traveller, drawn: list[str]
) -> None:
    final(june, date(2026, 5, 14), "Long ago.")
    clock.shift(timedelta(hours=3))
    sweep()
    assert drawn == []


def test_one_that_cannot_be_drawn_keeps_no_other_from_it(
    june: Council,
    clock: time_machine.Traveller,
    drawn: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    final(june, date(2026, 5, 14), "First.")
    final(june, date(2026, 5, 15), "Second.")
    tried: list[str] = []

    def fail(part: Part) -> None:
        tried.append(part.name)
        raise drawing.NotDrawn

    monkeypatch.setattr("reports.documents.ahead.draw_ahead", fail)
    clock.shift(timedelta(minutes=2))
    sweep()
    assert sorted(tried) == ["Visit of 14 May 2026", "Visit of 15 May 2026"]
