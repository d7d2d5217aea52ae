"""A plan is begun where the level has one, with what is known already in it."""

import pytest

from engagement.models import PlanTemplate
from plans.services.opening import open_plan
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.plans.planning import opened
from tests.universe import Council


@pytest.mark.item("SUF-L-01", "SUF-W-08", "INV-11")
def test_acc_050_a_plan_at_the_base_level_asks_to_raise_the_level_first(
    council: Council,
) -> None:
    with pytest.raises(RuleBroken) as refused:
        open_plan(record=council.record(), by=council.sam)
    assert refused.value.message == (
        "The level is “Entitlement up to 8 hours”, which has no plan of additional"
        " engagement. Propose a higher level first."
    )


def test_a_plan_is_begun_on_the_form_that_the_level_names(council: Council) -> None:
    plan = opened(council)
    assert plan.level == council.level("suf_12")
    assert plan.template == PlanTemplate.objects.get(code="additional_engagement")
    assert (plan.school, plan.record) == (council.hawthorn, council.record())
    assert (plan.state, plan.opened_by) == ("draft", council.sam)
    event = Event.objects.about(plan).get()
    assert event.sentence == "began a plan of additional engagement"
    told = Notification.objects.filter(path=plan.get_absolute_url())
    assert {one.recipient for one in told} == {council.helen, council.dev}


@pytest.mark.item("SUF-A-05")
def test_the_criteria_of_the_level_stand_in_it_as_reasons(council: Council) -> None:
    plan = opened(council)
    picked = [reason.criterion.code for reason in plan.picked_reasons.all()]
    assert picked == ["SUF-C-06"]


@pytest.mark.item("SUF-A-10")
def test_the_people_around_the_school_stand_in_it(council: Council) -> None:
    plan = opened(council)
    assert [(row.name, row.job_title) for row in plan.team.all()] == [
        ("Helen Marsh", "Headteacher"),
        ("Dev Chandra", "Deputy Headteacher"),
        ("Sena Frost", "SENDCo"),
        ("Cora Lyle", "Chair of Governors"),
        ("Sam Rowe", "Standards and Excellence Partner"),
        ("Rita Okafor", "Regional Lead for Education"),
        ("Theo Grant", "Virtual School Support"),
    ]
    helen = plan.team.first()
    assert helen is not None
    assert helen.email == "helen@council.example"


def test_acc_093_four_health_checks_stand_in_a_plan_at_24_hours(
    council: Council,
) -> None:
    plan = opened(council, "suf_24")
    assert [
        (check.line.code, check.team and check.team.code, check.get_state_display())
        for check in plan.checks.all()
    ] == [
        ("SUF-E-07", "assessment", "Not arranged yet"),
        ("SUF-E-08", "school_effectiveness", "Not arranged yet"),
        ("SUF-E-09", "school_effectiveness", "Not arranged yet"),
        ("SUF-E-10", "standards_excellence", "Not arranged yet"),
        ("SUF-E-12", None, "Not arranged yet"),
    ]


def test_a_plan_at_12_hours_has_no_health_checks(council: Council) -> None:
    assert list(opened(council).checks.all()) == []


def test_the_statutory_level_brings_the_checks_of_the_level_before(
    council: Council,
) -> None:
    plan = opened(council, "suf_statutory")
    assert plan.checks.count() == 5


def test_a_second_plan_is_refused_while_one_is_in_draft(council: Council) -> None:
    opened(council)
    with pytest.raises(RuleBroken, match="already in draft"):
        open_plan(record=council.record(), by=council.helen)
