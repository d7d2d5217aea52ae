"""Wiltshire's two planning documents, drawn from the definition (WIL-I)."""

import pytest
from django.test import Client

from plans.models import Plan, PlanAction
from plans.queries.standing import lacks
from plans.services.opening import open_plan
from plans.services.priorities import remove_priority
from schools.models import InspectionResult
from sitrack.core.rules import RuleBroken
from tests.engagement.section_forms import sent, text
from tests.frameworks.planning import (
    agreed,
    complete,
    headed,
    line,
    opened,
    raised,
    with_area,
)
from tests.plans.forms import url
from tests.plans.planning import now
from tests.universe import TODAY, Council

FORM_A = [
    "LA support plan for schools graded as inadequate",
    "Area for Improvement 1 – Phonics",
    "Success Criteria",
    "By (date)",
    "Monitoring: Who",
    "Monitoring: How",
    "Monitoring: and When",
    "Evaluation: Who",
    "Evaluation: How",
    "Evaluation: and When",
    "Lead Person",
    "Others involved",
    "Action",
    "Start date",
    "End date",
    "Resources Needed",
    "Cost to School",
    "Cost to LA",
    "1.1",
    "Train every teacher",
    "1.2",
]
FORM_B = [
    "LA Interventions- What is the role of the LA in supporting School improvement"
    " next?",
    "Area for Improvement 1 – Writing in Key Stage 2",
    "Expected impact on pupils",
    "Agreed LA Support Actions",
    "What actions do the school need to take to secure success",
    "By when",
    "By whom",
    "Monitoring activities",
    "By when",
    "By whom",
    "Agreed LA monitoring and external verification actions",
    "Reported to",
    "By when",
    "By whom",
    "The governing body",
]


def in_order(page: str, labels: list[str]) -> None:
    at = 0
    for label in labels:
        assert label in page[at:], label
        at = page.index(label, at) + len(label)


@pytest.mark.item("WIL-I-01", "WIL-I-02", "WIL-I-03", "WIL-I-04", "WIL-I-05")
@pytest.mark.item("WIL-I-06", "WIL-I-07", "WIL-I-08", "WIL-D-08")
def test_the_support_plan_is_written_and_read_in_the_words_of_form_a(
    client: Client, wiltshire: Council
) -> None:
    plan = opened(wiltshire, "la_support_plan")
    client.force_login(wiltshire.sam)
    answer = client.post(
        url("priority_add", plan.pk),
        sent(
            title="Phonics",
            success_criteria="Every child decodes.",
            by_date="1/5/2026",
            monitoring_who="The Regional Lead",
            monitoring_how="Lesson visits",
            monitoring_when="Monthly",
            evaluation_who="Governors",
            evaluation_how="Data",
            evaluation_when="Each term",
            lead_person="Headteacher",
            others="English lead",
            **{
                "actions-TOTAL_FORMS": "2",
                "actions-INITIAL_FORMS": "0",
                "actions-0-text": "Train every teacher",
                "actions-0-starts_on": "1/12/2025",
                "actions-0-by_when": "19/12/2025",
                "actions-0-resources": "Two supply days",
                "actions-0-cost_to_school": "£1,250",
                "actions-0-cost_to_la": "300.5",
                "actions-1-text": "Buy books",
                "actions-1-by_when": "19/12/2025",
            },
        ),
    )
    assert answer.status_code == 302
    page = text(client.get(plan.get_absolute_url()))
    in_order(page, FORM_A)
    for said in ("£1250.00", "£300.50", "1 May 2026", "1 Dec 2025", "Two supply days"):
        assert said in page


@pytest.mark.item("WIL-I-10", "WIL-I-11", "WIL-I-12", "WIL-I-13", "WIL-I-14")
@pytest.mark.item("WIL-I-15", "WIL-I-16", "WIL-I-17", "WIL-D-09")
def test_the_planning_meetings_plan_reads_in_the_words_of_form_b(
    client: Client, wiltshire: Council
) -> None:
    plan = complete(wiltshire)
    client.force_login(wiltshire.helen)
    in_order(text(client.get(plan.get_absolute_url())), FORM_B)


def test_a_cost_that_is_no_sum_is_asked_for_again(
    client: Client, wiltshire: Council
) -> None:
    plan = opened(wiltshire, "la_support_plan")
    client.force_login(wiltshire.sam)
    rows = {"actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0"}
    for wrong in ("much", "-4", "NaN", "1e99"):
        costs = {"actions-0-text": "Train", "actions-0-cost_to_la": wrong}
        asked = sent(title="Phonics", **rows, **costs)
        answer = client.post(url("priority_add", plan.pk), asked)
        assert answer.status_code == 422
        assert "Cost to LA must be a sum in pounds" in text(answer)
    assert not plan.priorities.exists()


def test_a_row_is_added_without_script_and_nothing_typed_is_lost(
    client: Client, wiltshire: Council
) -> None:
    plan = opened(wiltshire)
    client.force_login(wiltshire.helen)
    rows = {
        f"{side}-{name}": number
        for side in ("la", "school", "monitoring")
        for name, number in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
    }
    asked = sent(title="Writing", **rows, row="add-school")
    answer = client.post(
        url("priority_add", plan.pk), {**asked, "school-0-text": "Moderate"}
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Moderate" in page
    assert 'name="school-1-text"' in page
    assert 'name="la-1-text"' not in page


@pytest.mark.parametrize(
    ("headline", "suggested"),
    [
        ("Inadequate", "LA support plan for schools graded as inadequate"),
        ("Requires improvement", "Planning-meeting plan"),
        ("", "Planning-meeting plan"),
    ],
)
def test_the_grade_suggests_which_plan_and_a_person_chooses(
    client: Client, wiltshire: Council, headline: str, suggested: str
) -> None:
    raised(wiltshire)
    if headline:
        InspectionResult.objects.create(
            school=wiltshire.hawthorn, kind="graded", held_on=TODAY, headline=headline
        )
    client.force_login(wiltshire.sam)
    page = text(client.get(url("plan_open", wiltshire.hawthorn.pk)))
    assert f"Suggested: {suggested}. The choice is yours." in page
    chosen = sent(kind="la_support_plan")
    client.post(url("plan_open", wiltshire.hawthorn.pk), chosen)
    assert Plan.objects.get().kind == "la_support_plan"


def test_a_secure_school_has_no_such_plan(wiltshire: Council) -> None:
    record = wiltshire.record("hawthorn")
    with pytest.raises(RuleBroken, match="The level is “Secure”"):
        open_plan(record=record, kind="la_support_plan", by=wiltshire.sam)


def test_an_unknown_plan_is_refused(wiltshire: Council) -> None:
    raised(wiltshire)
    record = wiltshire.record("hawthorn")
    with pytest.raises(RuleBroken, match="Choose one of the plans"):
        open_plan(record=record, kind="additional_engagement", by=wiltshire.sam)


def test_what_a_list_has_a_column_for_is_asked_before_the_agreement(
    wiltshire: Council,
) -> None:
    plan = opened(wiltshire)
    assert lacks(plan, []) == [
        "the start date",
        "the day of this: Date of the school evaluation or Ofsted report",
        "the end date",
        "at least one area",
    ]
    plan = headed(wiltshire, plan)
    actions = (line("la", "Coach the lead"), line("school", "Moderate writing"))
    with_area(plan, by=wiltshire.sam, actions=actions)
    assert lacks(now(plan), []) == [
        "who does action 2 of area 1, Writing in Key Stage 2",
        "the day of action 2 of area 1, Writing in Key Stage 2",
    ]


def test_both_sides_agree_it_and_it_is_under_way(wiltshire: Council) -> None:
    plan = agreed(wiltshire)
    assert plan.state == "active"
    sides = PlanAction.objects.filter(priority__plan=plan).values_list(
        "side", flat=True
    )
    assert sorted(sides) == ["la", "monitoring", "school", "verification"]


def test_a_part_that_the_form_prints_once_stays(wiltshire: Council) -> None:
    plan = complete(wiltshire)
    block = plan.priorities.get(section="verification")
    with pytest.raises(RuleBroken, match="belongs to the form"):
        remove_priority(priority=block, by=wiltshire.sam)


def test_hostile_words_in_a_box_are_shown_as_they_are(
    client: Client, wiltshire: Council
) -> None:
    plan = opened(wiltshire)
    with_area(plan, by=wiltshire.sam, title="<script>alert(1)</script>")
    client.force_login(wiltshire.helen)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "page", ["plan_team", "review_new", "evaluation_write", "plan_extend"]
)
def test_pages_of_another_form_are_not_there(
    client: Client, wiltshire: Council, page: str
) -> None:
    plan = agreed(wiltshire)
    client.force_login(wiltshire.sam)
    assert client.get(url(page, plan.pk)).status_code == 404
