"""The glossary's page: every abbreviation, all its meanings, one search box."""

from pathlib import Path

import pytest
from django.conf import settings

from glossary.definitions import read_glossary
from glossary.models import Entry
from glossary.services import load_glossary
from tests.glossary.rows import row
from tests.reports.pages import get, queries_of, read
from tests.universe import Council

FILE = Path(settings.BASE_DIR, "fixtures/glossary/suffolk.yaml")


@pytest.fixture
def loaded(council: Council) -> Council:
    load_glossary(read_glossary(FILE))
    return council


def test_it_shows_every_row(loaded: Council) -> None:
    shown = read(loaded.gus, "/glossary/")
    assert "100 entries" in shown
    for entry in Entry.objects.all():
        assert " ".join(entry.meaning.split()) in shown, entry


@pytest.mark.parametrize(
    ("query", "count", "found"),
    [
        ("EYFS", "1 entry", "EYFS Early Years Foundation Stage"),
        ("eyfs", "1 entry", "EYFS Early Years Foundation Stage"),
        ("even better", "1 entry", "EBI Even Better If"),
        ("xyzzy", "0 entries", "Nothing found. Try fewer letters."),
    ],
)
def test_it_is_searched_by_abbreviation_and_by_meaning(
    loaded: Council, query: str, count: str, found: str
) -> None:
    shown = read(loaded.helen, f"/glossary/?q={query}")
    assert f"{count} for “{query}”" in shown
    assert found in shown


def test_meanings_of_one_abbreviation_stand_together(loaded: Council) -> None:
    html = get(loaded.sam, "/glossary/?q=PUMA").content.decode()
    assert html.count("<dt>PUMA</dt>") == 1
    assert html.count("<dd>") == 2


def test_other_frameworks_and_proposed_rows_stay_out(loaded: Council) -> None:
    for framework, status in (("wiltshire", "published"), ("suffolk", "proposed")):
        row("QQ", f"{framework} {status}", framework=framework, status=status)
    assert "0 entries" in read(loaded.sam, "/glossary/?q=QQ")


def test_what_was_searched_is_shown_as_text(loaded: Council) -> None:
    html = get(loaded.sam, "/glossary/?q=<b>x</b>").content.decode()
    assert "<b>x</b>" not in html


def test_it_takes_few_queries(loaded: Council) -> None:
    assert queries_of(loaded.gus, "/glossary/") <= 4
    assert queries_of(loaded.sam, "/glossary/") <= 6


def test_the_accessibility_statement_is_open_to_all(client: object, db: None) -> None:
    answer = client.get("/accessibility/")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert "Accessibility statement" in answer.content.decode()
