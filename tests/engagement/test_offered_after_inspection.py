"""An ungraded inspection with a risk of decline offers its criterion (ACC-095)."""

from datetime import date
from typing import Any

import pytest

from engagement.models import LevelAssignment, LevelState
from engagement.queries.levels import level_in_force
from schools.models import InspectionResult
from schools.services.inspections import Inspection, enter_inspection
from tests.engagement.level_forms import propose_url, typed
from tests.engagement.proposing import proposed
from tests.reports.pages import get, links, queries_of, read, signed_in
from tests.universe import TODAY, Council

SAID = (
    "The inspection of 14 October 2025 ended with a risk of decline to less than good."
)


def inspected(
    council: Council, *, day: date = date(2025, 10, 14), decline: bool = True
) -> InspectionResult:
    return enter_inspection(
        school=council.hawthorn,
        inspection=Inspection(
            kind="ungraded",
            held_on=day,
            headline="Ungraded - may not be as strong",
            risk_of_decline=decline,
        ),
        by=council.sam,
    )


@pytest.mark.item("SUF-C-12", "SUF-R-12")
def test_acc_095_the_criterion_is_offered_and_nothing_changes_by_itself(
    council: Council,
) -> None:
    before = level_in_force(council.hawthorn, TODAY)
    inspected(council)
    page = get(council.sam, propose_url(council))
    form = page.context["form"]
    text = read(council.sam, propose_url(council))
    criterion = (
        "Has received an Ofsted ungraded inspection outcome of risk of decline"
        " to less than good"
    )
    assert f"{criterion} {SAID}" in text
    assert text.count(SAID) == 1, "Beside that criterion alone."
    assert "Nothing is ticked for you." in text
    assert form.picks() == ()
    assert level_in_force(council.hawthorn, TODAY) == before
    assert not LevelAssignment.objects.undecided().exists()


@pytest.mark.item("SUF-C-12", "SUF-R-12")
def test_acc_095_a_pick_of_it_leads_to_the_inspection(council: Council) -> None:
    result = inspected(council)
    picks: dict[str, Any] = {
        "picks_suf_24": ["SUF-C-09", "SUF-C-12"],
        "evidence_SUF-C-12": "The letter of November",
    }
    signed_in(council.sam).post(propose_url(council), typed(**picks))
    proposal = LevelAssignment.objects.get(state=LevelState.PROPOSED)
    linked = {pick.criterion.code: pick.inspection for pick in proposal.picks.all()}
    assert linked == {"SUF-C-09": None, "SUF-C-12": result}
    page = get(council.helen, proposal.get_absolute_url())
    way = f"/schools/{council.hawthorn.pk}/inspections/#inspection-{result.pk}"
    assert links(page).count(way) == 1
    assert "The letter of November Ungraded inspection, 14 October 2025" in (
        read(council.helen, proposal.get_absolute_url())
    )


def test_it_is_not_offered_without_a_risk_nor_once_a_later_inspection_says_otherwise(
    council: Council,
) -> None:
    inspected(council, day=date(2025, 9, 9), decline=False)
    assert "risk of decline to less than good. " not in (
        read(council.sam, propose_url(council))
    )
    inspected(council)
    assert SAID in read(council.sam, propose_url(council))
    enter_inspection(
        school=council.hawthorn,
        inspection=Inspection("graded", date(2025, 11, 4), headline="Good"),
        by=council.sam,
    )
    assert SAID not in read(council.sam, propose_url(council))


def test_the_other_side_is_offered_it_too(council: Council) -> None:
    inspected(council)
    proposal = proposed(council, "suf_24")
    page = f"{proposal.get_absolute_url()}view/"
    assert SAID in read(council.helen, page)


def test_the_form_asks_few_questions(council: Council) -> None:
    inspected(council)
    assert queries_of(council.sam, propose_url(council)) <= 12
