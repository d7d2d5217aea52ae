"""The end of a plan's life: more time, its evaluation, transition, step-down, closing."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from engagement.models import LevelAssignment, View
from engagement.services.decisions import approve
from engagement.services.proposals import give_view
from plans.models import Plan
from tests.browser_journeys.person import Person
from tests.plans.running import again, reviewed, running
from tests.universe import Council

pytestmark = pytest.mark.browser
FORM = "School Improvement Engagement Model – Additional Engagement Plan"
EVALUATION = "Summary evaluation of progress at the end of the timescale"
WHY = "The new head of English began in January."


def ask_for_time(person: Callable[..., Person], plan: Plan) -> None:
    """Sam asks past the limit, reads what he can do, and asks within it."""
    sam = person("sam")
    sam.open(plan.get_absolute_url())
    sam.meets(FORM)
    sam.follow("Ask for a longer plan")
    sam.meets("Ask for a longer plan")
    sam.type("Until when should it last?", "22/7/2026")
    sam.type("Why is more time needed?", WHY)
    sam.press("Ask for it")
    sam.meets("Ask for a longer plan")
    sam.sees("What you can do instead", "the Head of School Improvement decides")
    sam.type("Until when should it last?", "27/3/2026")
    sam.press("Ask for it")
    sam.meets(FORM)
    sam.sees(WHY)


def approve_it(person: Callable[..., Person], plan: Plan) -> None:
    rita = person("rita")
    rita.open(plan.get_absolute_url())
    rita.follow("Decide on a longer plan")
    rita.meets("Decide on a longer plan")
    rita.sees(WHY)
    rita.tick("Approve the longer timescale")
    rita.press("Record the decision")
    rita.meets(FORM)
    rita.sees("27 March 2026")


def ask_the_head(person: Callable[..., Person], plan: Plan) -> None:
    """An exception past the limit is the Head's to decide."""
    sam = person("sam")
    sam.open(f"{plan.get_absolute_url()}extend/")
    sam.type("Until when should it last?", "30/4/2026")
    sam.type("Why is more time needed?", WHY)
    sam.tick("Ask for an exception, if that day is past the limit")
    sam.press("Ask for it")
    hana = person("hana")
    hana.open(plan.get_absolute_url())
    hana.follow("Decide on a longer plan")
    hana.tick("Decline it: the end date stays")
    hana.type("Note", "The plan is on track without it.")
    hana.press("Record the decision")
    hana.meets(FORM)
    hana.sees("The plan is on track without it.")


def evaluate(person: Callable[..., Person], plan: Plan) -> None:
    """Sam records the evaluation; whoever was not there has a word why."""
    sam = person("sam")
    sam.open(plan.get_absolute_url())
    sam.follow("Evaluate the plan")
    sam.meets(EVALUATION)
    sam.type("Time spent", "1h 30")
    theo = sam.page.get_by_role("group", name="Was Theo Grant present?")
    theo.get_by_label("Not present").check()
    sam.tick("Objectives met")
    sam.type(EVALUATION, "Writing has come back to where it was.")
    sam.tick("Entitlement up to 8 hours")
    sam.press("Record the evaluation")
    sam.is_told("Say in a word or two why Theo Grant was not there")
    sam.type("Why was Theo Grant not there?", "On leave")
    sam.press("Record the evaluation")
    sam.meets(FORM)
    sam.sees("Objectives met", "not there, On leave")


def comment(person: Callable[..., Person], plan: Plan) -> None:
    helen = person("helen", width=390)
    helen.open(plan.get_absolute_url())
    helen.meets(FORM)
    helen.follow("Comment on the evaluation")
    helen.meets("Comment on the evaluation")
    helen.type("Your comment", "The teachers did this.")
    helen.press("Send the comment")
    helen.follow("The evaluation on a page of its own")
    helen.meets(EVALUATION)
    helen.sees("The teachers did this.")


def go_into_transition(person: Callable[..., Person], plan: Plan) -> None:
    rita = person("rita")
    rita.open(plan.get_absolute_url())
    rita.follow("Start the transition")
    rita.meets("Start the transition")
    expect(
        rita.page.get_by_label("Until when does the transition last?")
    ).to_have_value("22/7/2026")
    rita.press("Start the transition")
    rita.meets(FORM)
    rita.sees("In transition", "until 22 July 2026")


def step_down(person: Callable[..., Person], plan: Plan, council: Council) -> None:
    sam = person("sam")
    sam.open(plan.get_absolute_url())
    sam.follow("Propose the level after the plan")
    sam.meets("Propose the level after the plan")
    sam.type("Why this level?", "The objectives are met.")
    sam.press("Propose it")
    proposal = LevelAssignment.objects.get(state="proposed")
    give_view(assignment=proposal, view=View.AGREES, by=council.helen)
    approve(assignment=proposal, by=council.rita)


def close(person: Callable[..., Person], plan: Plan) -> None:
    rita = person("rita")
    rita.open(plan.get_absolute_url())
    rita.follow("Bring the step-down forward")
    rita.meets("Bring the step-down forward")
    rita.type("When should it take effect?", "13/4/2026")
    rita.type("Why earlier?", "The school asks for it.")
    rita.press("Bring it forward")
    rita.sees("approved, from 13 April 2026")
    rita.follow("Close the plan")
    rita.meets("Close the plan")
    rita.type("Why?", "The new leaders carry it on.")
    rita.press("Close the plan")
    rita.meets(FORM)
    rita.sees("Ended early", "The new leaders carry it on.")


def test_a_plan_is_lengthened_evaluated_and_brought_to_its_end(
    person: Callable[..., Person], council: Council
) -> None:
    plan = running(council, ends_on=date(2026, 1, 30))
    reviewed(council, plan)
    ask_for_time(person, plan)
    approve_it(person, plan)
    ask_the_head(person, plan)
    evaluate(person, plan)
    comment(person, plan)
    go_into_transition(person, plan)
    step_down(person, plan, council)
    close(person, plan)
    assert again(plan).state == "closed"


def test_the_board_of_a_statutory_plan_is_recorded(
    person: Callable[..., Person], council: Council
) -> None:
    plan = running(council, "suf_statutory")
    rita = person("rita", width=390)
    rita.open(plan.get_absolute_url())
    rita.follow("Interim Executive Board")
    rita.meets("Interim Executive Board")
    rita.type("When did the board begin?", "3/11/2025")
    rita.press("Save the board")
    rita.meets(FORM)
    rita.sees("4 terms, until 18 December 2026")
    rita.follow("Cancel the plan")
    rita.meets("Cancel the plan")
    rita.type("Why?", "The school joins another.")
    rita.press("Cancel the plan")
    rita.sees("Cancelled on 10 November 2025", "The school joins another.")
