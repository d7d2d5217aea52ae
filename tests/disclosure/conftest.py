"""A school with a visit about which somebody asks, and a place for the log's heads."""

from pathlib import Path

import pytest
from pytest_django import Settings

from disclosure.models import Disclosure
from tests.disclosure.acts import taken
from tests.universe import Council
from visits.models import Visit

ILLNESS = "Nell Ode is away with zzillnesszz."
SUMMARY = f"Pupils read well. {ILLNESS} The library is new."


@pytest.fixture(autouse=True)
def heads(tmp_path: Path, settings: Settings) -> None:
    settings.AUDIT_HEADS = str(tmp_path / "event-heads")


@pytest.fixture
def visit(council: Council) -> Visit:
    """A final note whose summary tells of somebody’s illness."""
    return council.final_visit(texts={"focus": "Reading", "summary": SUMMARY})


@pytest.fixture
def asked(council: Council, visit: Visit) -> Disclosure:
    """A request whose record was taken."""
    return taken(council)
