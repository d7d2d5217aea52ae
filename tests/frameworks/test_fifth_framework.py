"""A framework that nobody programmed for, written from the guide alone."""

from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django.fixtures import Settings

from engagement.models import LevelAssignment, Side, View
from engagement.services.decisions import approve
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from tests.frameworks.crawling import pages_of
from tests.reports.pages import get, read
from tests.universe import TODAY, Council, read_council
from visits.models import Visit
from visits.services.content import Present
from visits.services.notes import Note, start_and_share
from visits.services.replies import comment, finalise

BASE = Path(django_settings.BASE_DIR)
FILE = BASE / "tests/frameworks/northmere.yaml"


@pytest.fixture
def northmere(db: None, clock: time_machine.Traveller, settings: Settings) -> Council:
    """The cast of the tests in an authority that works by the made-up framework."""
    settings.FRAMEWORK, settings.ORGANISATION = "northmere", "Northmere Council"
    return read_council("northmere")


def visited(council: Council) -> Visit:
    """A visit on the framework's own form, made final."""
    note = Note(
        date=TODAY,
        visit_type=council.visit_type(),
        mode=council.option("visit_mode", "in_school"),
        minutes=60,
        present=(Present("Helen Marsh", "Headteacher", council.persons["helen"]),),
        texts={"proud": "The new library.", "summary": "Pupils read every day."},
        steps=(council.step("Open the library on Saturdays"),),
    )
    visit = start_and_share(
        record=council.record(), note=note, lead=council.persons["sam"], by=council.sam
    )
    comment(visit=visit, text="", by=council.helen)
    visit.refresh_from_db()
    return visit


def test_the_guide_holds_the_example_word_for_word() -> None:
    guide = (BASE / "docs/frameworks.md").read_text(encoding="utf-8")
    example = guide.rpartition("```yaml\n")[2].rpartition("```")[0]
    assert example == FILE.read_text(encoding="utf-8")


def test_the_example_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_framework", FILE)
    assert "(northmere) is sound: 3 levels, 5 criteria" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["sam", "rita", "hana", "helen", "cora", "theo", "ada"]
)
def test_every_page_opens_by_it(northmere: Council, name: str) -> None:
    assert len(pages_of(northmere.user(name), limit=60)) > 5


def test_a_visit_is_written_on_its_form_and_read_in_its_words(
    northmere: Council,
) -> None:
    visit = visited(northmere)
    text = read(northmere.user("helen"), visit.get_absolute_url())
    assert "What the school is proud of The new library." in text
    assert "What we make of it Pupils read every day." in text
    form = read(northmere.user("sam"), f"/schools/{northmere.hawthorn.pk}/visits/new/")
    assert "What the school is proud of" in form
    assert "Summary evaluation" not in form


def test_its_final_visit_is_printed(northmere: Council) -> None:
    visit = visited(northmere)
    finalise(visit=visit, expected_version=visit.version, by=northmere.sam)
    answer = get(northmere.user("cora"), f"/documents/visit/{visit.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"


def test_a_level_is_suggested_proposed_and_approved_by_it(northmere: Council) -> None:
    picks = tuple(
        Pick(northmere.criterion(code), evidence="Seen.") for code in ("N-3", "N-4")
    )
    assignment = draft_level(
        record=northmere.record(),
        proposal=Proposal(
            level=northmere.level("nor_closer"),
            effective_from=TODAY,
            picks=picks,
            reason="Results have fallen.",
            rationale="",
        ),
        side=Side.LA,
        by=northmere.sam,
    )
    assert assignment.suggested == northmere.level("nor_closer")
    propose(assignment=assignment, by=northmere.sam)
    give_view(
        assignment=assignment,
        view=View.AGREES,
        level=None,
        text="",
        picks=(),
        by=northmere.helen,
    )
    approve(assignment=assignment, note="", by=northmere.rita)
    now = LevelAssignment.objects.in_force(TODAY).get(school=northmere.hawthorn)
    assert str(now.level) == "Closer"
    text = read(northmere.user("helen"), f"/schools/{northmere.hawthorn.pk}/")
    assert "Closer" in text
    # A level that requires a plan says so in the framework's own word.
    assert "focus plan" in text.lower()
