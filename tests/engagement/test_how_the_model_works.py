"""How schools and the authority work together: the principles, each where it shows."""

from datetime import date

import pytest
from django.urls import reverse

from engagement.models import Side, View
from engagement.queries.levels import level_in_force
from engagement.services.decisions import approve
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from engagement.services.sections import SupportLine, plan_support
from sitrack.core.roles import CAPABILITIES, Capability, Role
from tests.engagement.proposing import EFFECTIVE, viewed
from tests.reports.pages import read
from tests.universe import Council

TOGETHER = {
    Capability.PROPOSE_LEVEL,
    Capability.EDIT_RECORD,
    Capability.EDIT_ASSESSMENTS,
    Capability.EDIT_HEADER,
    Capability.ADD_ADDENDUM,
    Capability.CANCEL_VISIT,
    Capability.READ_DUE,
}
EACH_ITS_OWN = {
    Capability.GIVE_SCHOOL_TRAJECTORY: Capability.GIVE_LA_TRAJECTORY,
    Capability.GIVE_SCHOOL_LEVEL_VIEW: Capability.GIVE_LA_LEVEL_VIEW,
    Capability.COMMENT_ON_VISIT: Capability.LOG_VISIT,
}


def plan_of(council: Council, name: str) -> str:
    path = f"{council.record().get_absolute_url()}?part=plan"
    return read(council.user(name), path)


@pytest.mark.item("SUF-P-01")
def test_a_head_and_an_officer_are_equals_in_the_record() -> None:
    head, officer = CAPABILITIES[Role.HEADTEACHER], CAPABILITIES[Role.OFFICER]
    assert head & officer >= TOGETHER
    assert set(EACH_ITS_OWN) <= head - officer
    assert set(EACH_ITS_OWN.values()) <= officer - head


@pytest.mark.item("SUF-P-04", "SUF-W-05", "SUF-W-06")
def test_both_sides_plan_support_of_the_team_of_other_teams_and_of_schools(
    council: Council,
) -> None:
    team, early = council.menu_item("SUF-M-08"), council.menu_item("SUF-M-28")
    assert (team.team.counted, early.team.counted) == (True, False)
    by_sam = {"entitlement": SupportLine("Two days", None, 0, (team,))}
    by_helen = {
        "other_teams": SupportLine("A visit to Reception", None, 0, (early,)),
        "school_to_school": SupportLine("Two visits to Elm Junior", None, 0),
    }
    for lines, by in ((by_sam, council.sam), (by_helen, council.helen)):
        plan_support(
            record=council.record(), term=council.terms["autumn"], lines=lines, by=by
        )
    for name in ("sam", "helen", "gus"):
        shown = plan_of(council, name)
        for words in ("Two days", "A visit to Reception", "Two visits to Elm Junior"):
            assert words in shown
        for item in (team, early):
            assert item.text in shown.replace("’", "'")


@pytest.mark.item("SUF-P-16")
def test_a_level_rests_on_evidence_that_both_sides_lay_beside_each_criterion(
    council: Council,
) -> None:
    criterion = council.criterion("SUF-C-06")
    draft = draft_level(
        record=council.record(),
        proposal=Proposal(
            council.level("suf_12"),
            EFFECTIVE,
            (Pick(criterion, "The books of Year 4"),),
        ),
        side=Side.LA,
        by=council.sam,
    )
    propose(assignment=draft, by=council.sam)
    give_view(
        assignment=draft,
        view=View.AGREES,
        picks=(Pick(criterion, "Our own moderation"),),
        by=council.helen,
    )
    for name in ("sam", "helen", "rita"):
        shown = read(council.user(name), draft.get_absolute_url())
        assert shown.count("Statutory pupil outcomes are likely to be below") == 2
        assert "The books of Year 4" in shown
        assert "Our own moderation" in shown


@pytest.mark.item("SUF-P-19")
def test_the_two_strands_have_their_own_visits_and_their_own_time(
    council: Council,
) -> None:
    strands = {
        "conversation": (
            "Continuous conversation - progress review",
            "Continuous conversation",
        ),
        "collaborative_support": (
            "Collaborative improvement support",
            "Collaborative improvement support",
        ),
    }
    for code, (visit, time) in strands.items():
        kind = council.visit_type(code)
        category = council.option("time_category", kind.category)
        assert (kind.label, category.label, category.counted) == (visit, time, True)
    form = read(council.sam, reverse("visits:visit_new", args=[council.hawthorn.pk]))
    for visit, _ in strands.values():
        assert visit in form


@pytest.mark.item("SUF-W-13")
def test_a_level_changes_on_any_day_and_is_looked_at_again_each_term(
    council: Council,
) -> None:
    approve(assignment=viewed(council), by=council.rita)
    assert level_in_force(council.hawthorn, date(2025, 11, 19)) == council.level(
        "suf_8"
    )
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_12")
    assert EFFECTIVE not in {term.start for term in council.terms.values()}
    path = f"{council.record().get_absolute_url()}?part=position"
    assert "Autumn: does the level still fit?" in read(council.helen, path)


@pytest.mark.item("SUF-W-14")
def test_the_statutory_level_hears_the_school_and_does_not_wait_for_its_consent(
    council: Council,
) -> None:
    row = viewed(
        council,
        "suf_statutory",
        view=View.PREFERS_OTHER,
        level=council.level("suf_24"),
    )
    approve(assignment=row, by=council.hana, note="The duty is the authority’s.")
    row.refresh_from_db()
    assert level_in_force(council.hawthorn, EFFECTIVE) == row.level
    assert (row.view, row.view_level) == (View.PREFERS_OTHER, council.level("suf_24"))
    shown = read(council.helen, row.get_absolute_url())
    assert "Prefers another level: Entitlement up to 24 hours" in shown
