"""Two ask for a bundle at once, two sweeps make one, and a thread does without a broker."""

import threading
import zipfile

import pytest
from pytest_django.fixtures import Settings

from reports.models import Bundle, BundleItem, Made
from reports.queries.bundles import Period
from reports.services import bundles
from sitrack.core import sweep
from sitrack.core.documents.value import Document
from sitrack.core.rules import RuleBroken
from tests.access.printing import as_text, print_as_text
from tests.threads import at_once
from tests.universe import Council

SCHOOLS = 10


@pytest.fixture
def council(committed: Council, monkeypatch: pytest.MonkeyPatch) -> Council:
    """The cast for several connections at once; what is drawn is not looked at."""
    print_as_text(monkeypatch)
    return committed


def ask(council: Council) -> str:
    try:
        bundles.ask_for_bundle(
            period=Period(council.year), officer=None, by=council.user("hana")
        )
    except RuleBroken as broken:
        return broken.message
    return "asked"


def packed() -> list[str]:
    with Bundle.objects.get().content.open("rb") as file:
        return sorted(zipfile.ZipFile(file).namelist())


def test_of_two_asked_for_at_once_one_is_made_and_a_thread_makes_it(
    council: Council, settings: Settings
) -> None:
    settings.CELERY_BROKER_URL = None
    came = at_once(lambda: ask(council), lambda: ask(council))
    assert sorted(came) == ["Another bundle of yours is being made.", "asked"]
    for thread in threading.enumerate():
        if thread.name == "sweep":
            thread.join(timeout=60)
    assert len(packed()) == SCHOOLS + 1


def test_two_sweeps_make_each_document_once_and_one_zip(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(document: Document) -> bytes:
        drawn.append(document.running)
        return as_text(document)

    monkeypatch.setattr(bundles, "render_pdf", draw)
    ask(council)
    at_once(sweep.sweep, sweep.sweep)
    while sweep.sweep():
        pass
    assert sorted(drawn) == sorted(set(drawn))
    assert len(drawn) == SCHOOLS
    assert set(BundleItem.objects.values_list("outcome", flat=True)) == {Made.MADE}
    assert len(packed()) == SCHOOLS + 1
