"""What is due at a school: made from rules, and met by what is done."""

from datetime import UTC, date, datetime

import pytest

from engagement.models import (
    AssessmentMeasure,
    MeasureOverride,
    Obligation,
    Side,
    TrajectoryView,
    View,
)
from engagement.services.confirmations import confirm_level
from engagement.services.decisions import approve
from engagement.services.obligations import settle
from engagement.services.proposals import give_view
from engagement.services.sections import (
    SupportLine,
    give_trajectory,
    plan_support,
    set_assessments,
)
from schools.models import School
from tests.engagement.duties import EVERY_TERM, LAST_DAY, bring_up, met, rows
from tests.reports.acts import give, proposal
from tests.reports.pages import counted
from tests.universe import TODAY, Council
from visits.duties import given_by_visits
from visits.services.diary import plan_visit
from visits.services.recall import recall


@pytest.mark.item("SUF-W-02", "CAD-01", "CAD-02", "SUF-T-06")
def test_every_term_asks_for_six_things_by_its_end(council: Council) -> None:
    for term, last in (
        ("autumn", LAST_DAY),
        ("spring", date(2026, 3, 27)),
        ("summer", date(2026, 7, 22)),
    ):
        found = rows(council, term)
        assert sorted(found) == EVERY_TERM
        assert {row.due_on for row in found.values()} == {last}
        assert all(row.is_open for row in found.values())


@pytest.mark.item("SUF-W-03", "SUF-E-03")
def test_the_eight_hours_include_a_progress_review_in_every_term(
    council: Council,
) -> None:
    line = council.level("suf_8").entitlements.get(code="SUF-E-03")
    assert line.text == (
        "continuous conversation progress review and collaborative school improvement"
        " support"
    )
    for term in council.terms:
        assert rows(council, term)["progress_review"].is_open


@pytest.mark.item("SUF-T-01", "SUF-T-02")
def test_a_conversation_that_is_shared_meets_the_terms_conversation_and_review(
    council: Council,
) -> None:
    plan_visit(
        record=council.record(),
        at=datetime(2025, 11, 20, 9, tzinfo=UTC),
        lead=council.persons["sam"],
        by=council.sam,
        visit_type=council.visit_type(),
    )
    council.draft_visit()
    assert met(council) == {}
    visit = council.shared_visit()
    assert met(council) == {"conversation": TODAY, "progress_review": TODAY}
    row = rows(council)["conversation"]
    assert (row.met_kind, row.met_key) == ("visit", visit.pk)
    assert met(council, "spring") == {}


def test_another_kind_of_visit_is_no_conversation(council: Council) -> None:
    council.shared_visit(visit_type=council.visit_type("governance"))
    assert met(council) == {}


def test_a_visit_that_is_taken_back_meets_nothing_and_the_next_one_does(
    council: Council,
) -> None:
    first = council.shared_visit(date=date(2025, 11, 3))
    other = council.shared_visit(steps=())
    assert met(council)["conversation"] == date(2025, 11, 3)
    recall(
        visit=first,
        reason="Wrong school",
        expected_version=first.version,
        by=council.sam,
    )
    assert rows(council)["conversation"].met_key == other.pk
    recall(
        visit=other, reason="Wrong too", expected_version=other.version, by=council.sam
    )
    assert met(council) == {}
    bring_up(council)
    of_visits = Obligation.objects.filter(school=council.hawthorn, term=None)
    assert {row.cancelled for row in of_visits} == {"not_asked"}


@pytest.mark.item("CAD-06", "SUF-T-11", "SUF-T-12")
def test_each_visit_asks_for_the_next_ones_day_and_for_dated_steps(
    council: Council,
) -> None:
    council.shared_visit()
    found = rows(council, None)
    assert sorted(found) == ["next_steps_dated", "next_visit_dated"]
    assert found["next_steps_dated"].met_on == TODAY
    assert found["next_visit_dated"].is_open
    plan_visit(
        record=council.record(),
        at=datetime(2025, 12, 2, 9, tzinfo=UTC),
        lead=council.persons["sam"],
        by=council.sam,
    )
    assert rows(council, None)["next_visit_dated"].met_on == TODAY


@pytest.mark.item("SUF-T-03")
def test_the_trajectory_is_met_by_both_sides_views(council: Council) -> None:
    give(council, "la", "good", council.sam)
    assert met(council) == {}
    give(council, "school", "good", council.helen, draft=True)
    assert met(council) == {}
    view = council.record().trajectories.get(viewpoint="school")
    give_again(council, view.version)
    assert met(council) == {"inspection_trajectory": TODAY}


def give_again(council: Council, version: int) -> None:
    give_trajectory(
        record=council.record(),
        term=council.terms["autumn"],
        subject=TrajectoryView.Subject.INSPECTION,
        viewpoint="school",
        option=council.option("ofsted_trajectory", "good"),
        comment="",
        expected_version=version,
        by=council.helen,
    )


@pytest.mark.item("SUF-T-04")
def test_the_assessment_table_is_met_by_a_terms_row_where_a_measure_applies(
    council: Council,
) -> None:
    measure = AssessmentMeasure.objects.filter(framework=council.framework)[0]
    set_assessments(
        record=council.record(),
        term=council.terms["spring"],
        texts={measure: "In line with national"},
        expected_versions={},
        by=council.sam,
    )
    assert met(council) == {}
    assert met(council, "spring") == {"assessment_trajectory": TODAY}
    for one in AssessmentMeasure.objects.filter(framework=council.framework):
        MeasureOverride.objects.create(
            school=council.elm, measure=one, applies=False, reason="No pupils"
        )
    assert "assessment_trajectory" not in rows(council, school="elm")


@pytest.mark.item("SUF-T-05")
def test_a_level_is_confirmed_by_a_decision_in_the_term(council: Council) -> None:
    made = proposal(council)
    give_view(assignment=made, view=View.AGREES, by=council.helen)
    assert met(council) == {}
    approve(assignment=made, by=council.rita)
    assert met(council) == {"level_confirmed": TODAY}


def test_a_level_is_confirmed_by_both_sides_no_change(council: Council) -> None:
    held = council.hawthorn.levels.get()
    for side, by, expected in (
        (Side.LA, council.sam, {}),
        (Side.SCHOOL, council.helen, {"level_confirmed": TODAY}),
    ):
        confirm_level(record=council.record(), side=side, shown=held.pk, by=by)
        assert met(council) == expected


def test_the_plan_for_support_is_met_by_any_of_its_strands(council: Council) -> None:
    def write(text: str, version: int) -> None:
        plan_support(
            record=council.record(),
            term=council.terms["autumn"],
            lines={"other_teams": SupportLine(text, None, version)},
            by=council.sam,
        )

    write("A governance review", 0)
    assert met(council) == {"support_plan": TODAY}
    write("", 1)
    assert met(council) == {}


def test_doing_it_twice_changes_nothing_and_writes_nothing(council: Council) -> None:
    council.shared_visit()
    bring_up(council)
    before = list(Obligation.objects.values().order_by("pk"))
    key = council.hawthorn.pk
    with counted() as queries:
        settle(schools=[key], day=TODAY, given=given_by_visits([key], TODAY))
    assert not [query for query in queries if query["sql"].startswith("INSERT")]
    assert list(Obligation.objects.values().order_by("pk")) == before


@pytest.mark.item("DER-06")
def test_what_falls_due_soon_is_what_is_open_and_lies_in_the_window(
    council: Council,
) -> None:
    council.shared_visit(steps=())
    bring_up(council)
    here = Obligation.objects.filter(school=council.hawthorn)
    for days, expected in ((7, 0), (14, 0), (30, 4)):
        found = here.due_within(date(2025, 11, 24), days)
        assert found.count() == expected
    assert {row.activity for row in here.due_within(date(2025, 12, 10), 14)} == {
        *EVERY_TERM
    } - {"conversation", "progress_review"}


def test_both_sides_of_a_school_see_what_is_due_and_nobody_else(
    council: Council,
) -> None:
    bring_up(council)
    seen = {
        name: Obligation.objects.visible_to(council.user(name)).exists()
        for name in ("sam", "rita", "hana", "helen", "dev", "theo", "gus", "odd", "ada")
    }
    assert [name for name, may in seen.items() if may] == [
        *("sam", "rita", "hana", "helen", "dev"),
    ]


def test_many_schools_take_as_many_queries_as_one(council: Council) -> None:
    keys = [school.pk for school in School.objects.all()]
    with counted() as queries:
        settle(schools=keys, day=TODAY, given=given_by_visits(keys, TODAY))
    assert len(queries) <= 23  # Three of them are remembered by who asked before.
    assert Obligation.objects.filter(activity="conversation").count() == 30
