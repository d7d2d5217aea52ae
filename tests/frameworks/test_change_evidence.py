"""A change of level rests on a visit report or a letter, where the framework says so."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from engagement.models import (
    ChangeEvidence,
    FrameworkVersion,
    LevelAssignment,
    LevelState,
    Side,
    View,
)
from engagement.queries.change_evidence import is_change
from engagement.services.change_evidence import Cited
from engagement.services.decisions import approve
from engagement.services.proposals import draft_level, give_view, propose
from engagement.services.year import prepare_record
from sitrack.core.models import AcademicYear
from sitrack.core.rules import RuleBroken
from tests.engagement.level_forms import typed
from tests.engagement.proposing import viewed
from tests.frameworks.fitting import (
    a_fit,
    drafted_fit,
    typed_fit,
    viewed_fit,
)
from tests.reports.pages import read, signed_in, words
from tests.universe import Council

KIND = ChangeEvidence.Kind
JULY = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
WORDS = "formally recorded through a visit report or letter."
ASKED = "A change of level is “formally recorded through a visit report or letter”."


@pytest.mark.item("WIL-W-05")
def test_acc_044_a_change_without_evidence_is_asked_for_it(wiltshire: Council) -> None:
    draft = drafted_fit(wiltshire, cited=None)
    with pytest.raises(RuleBroken) as broken:
        propose(assignment=draft, by=wiltshire.sam)
    assert broken.value.message.startswith(ASKED)
    assert "save this as a draft" in broken.value.message
    assert broken.value.field == "evidence"
    draft.refresh_from_db()
    assert draft.state == LevelState.DRAFT


def test_the_page_asks_for_the_visit_or_the_letter_and_keeps_what_was_typed(
    wiltshire: Council,
) -> None:
    address = reverse("level_propose", args=[wiltshire.hawthorn.pk])
    client = signed_in(wiltshire.sam)
    shown = words(client.get(address))
    assert "What is this change recorded through?" in shown
    assert "“formally recorded through a visit report or letter.”" in shown
    assert "No visit report has been shared this year yet." in shown
    answer = client.post(address, typed_fit(evidence=""))
    assert answer.status_code == 422
    assert ASKED in words(answer)
    assert "Leadership weighs most" in words(answer)
    assert not LevelAssignment.objects.undecided().exists()


def test_a_letter_is_named_and_dated(wiltshire: Council) -> None:
    address = reverse("level_propose", args=[wiltshire.hawthorn.pk])
    answer = signed_in(wiltshire.sam).post(
        address, typed_fit(evidence_words="", evidence_on="")
    )
    assert "Say which letter it was" in words(answer)
    assert "Enter the date of the letter" in words(answer)


def test_what_lies_ahead_is_no_evidence(wiltshire: Council) -> None:
    ahead = Cited(KIND.LETTER, date(2025, 11, 11), "Letter of tomorrow")
    with pytest.raises(RuleBroken, match="11 November 2025 lies ahead"):
        drafted_fit(wiltshire, cited=ahead)


@pytest.mark.item("WIL-W-05", "WIL-W-06", "DEC-12")
def test_a_change_is_approved_with_the_letter_that_it_cites(wiltshire: Council) -> None:
    row = viewed_fit(wiltshire)
    approve(assignment=row, by=wiltshire.rita)
    for name in ("sam", "helen", "rita", "gus"):
        shown = read(wiltshire.user(name), row.get_absolute_url())
        assert "Recorded through Letter to the headteacher, 3 November 2025" in shown


def test_a_visit_is_cited_by_whoever_may_read_it_and_leads_to_its_note(
    council: Council,
) -> None:
    ask_for_evidence(council)
    visit = council.shared_visit()
    draft = council.draft_visit()
    address = reverse("level_propose", args=[council.hawthorn.pk])
    client = signed_in(council.sam)
    form = client.get(address).context["form"]
    assert list(form.cites.visits) == [visit.pk] != [draft.pk]
    answer = client.post(address, typed(evidence=""))
    assert ASKED in words(answer)
    client.post(address, typed(evidence="visit", evidence_visit=str(visit.pk)))
    row = LevelAssignment.objects.get(school=council.hawthorn, state="proposed")
    assert (row.evidence.key, row.evidence.on) == (visit.pk, visit.date)
    page = signed_in(council.helen).get(row.get_absolute_url())
    assert visit.get_absolute_url() in page.content.decode()


def test_a_visit_of_another_school_cannot_be_cited(council: Council) -> None:
    ask_for_evidence(council)
    visit = council.shared_visit()
    address = reverse("level_propose", args=[council.elm.pk])
    answer = signed_in(council.sam).post(
        address, typed(evidence="visit", evidence_visit=str(visit.pk))
    )
    assert answer.status_code == 422


def ask_for_evidence(council: Council) -> None:
    """Have the framework ask for it, as its file could."""
    form = {"evidence": "visit_or_letter", "words": WORDS}
    FrameworkVersion.objects.filter(pk=council.framework.pk).update(
        forms={"change_of_level": form}
    )


def test_evidence_that_is_taken_away_is_asked_for_again_at_the_decision(
    wiltshire: Council,
) -> None:
    row = viewed_fit(wiltshire)
    row.evidence.delete()
    with pytest.raises(RuleBroken, match="formally recorded"):
        approve(assignment=row, by=wiltshire.rita)


@pytest.mark.item("WIL-W-05")
def test_the_first_level_of_a_year_changes_nothing_and_cites_nothing(
    wiltshire: Council,
) -> None:
    with time_machine.travel(JULY, tick=False):
        coming = prepare_record(
            school=wiltshire.hawthorn,
            year=AcademicYear.objects.get(label="2026/27"),
            framework=wiltshire.framework,
            by=wiltshire.sam,
        )
        day = coming.year.start
        first = draft_level(
            record=coming,
            proposal=a_fit(wiltshire, day=day, cited=None),
            side=Side.LA,
            by=wiltshire.sam,
        )
        propose(assignment=first, by=wiltshire.sam)
        give_view(assignment=first, view=View.AGREES, by=wiltshire.helen)
        approve(assignment=first, by=wiltshire.rita)
        assert not is_change(coming, but=first.pk)
        assert is_change(coming)


def test_suffolk_asks_for_no_evidence(council: Council) -> None:
    address = reverse("level_propose", args=[council.hawthorn.pk])
    assert "recorded through" not in read(council.sam, address)
    approve(assignment=viewed(council), by=council.rita)
    assert not ChangeEvidence.objects.exists()
