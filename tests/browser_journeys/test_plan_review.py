"""A progress review: recorded on a laptop, spoken of on a phone."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import Plan, PlanAction, PlanReview
from tests.browser_journeys.person import Person
from tests.plans.reviewing import SIX_ACTIONS, shared, under_way
from tests.universe import Council

pytestmark = [pytest.mark.browser, pytest.mark.item("SUF-E-16", "SUF-A-23")]
PHONE = 390
REASONS = "Two teachers have left, and phonics is not taught in Year 1."


def rate(person: Person, action: PlanAction, colour: str, words: str) -> None:
    block = person.page.locator(f"#action-{action.pk}")
    block.get_by_label(colour, exact=True).check()
    block.get_by_label("Why, in words").fill(words)


def a_plan(council: Council) -> Plan:
    """Six actions in three priorities, reviewed once in October."""
    plan = under_way(council, actions=SIX_ACTIONS)
    shared(council, plan, held_on=date(2025, 10, 13))
    return plan


def test_a_sep_reviews_six_actions_and_the_head_answers_on_a_phone(
    person: Callable[..., Person], council: Council
) -> None:
    plan = a_plan(council)
    first, second, third, fourth, *_ = PlanAction.objects.filter(priority__plan=plan)
    sam = person("sam")
    sam.open(plan.get_absolute_url())
    sam.follow("Record a review")
    sam.meets("Record a progress review")
    expect(sam.page.get_by_label("Sam Rowe", exact=False).first).to_be_checked()
    sam.sees("13 Oct 2025", f"{first.text}: seen in class")
    sam.type("Time, like 1h 30", "2h")
    sam.type("Where are we?", "Half of the staff are trained.")
    rate(sam, first, "Green", "All twelve teachers are trained.")
    rate(sam, second, "Amber", "Ordered; half have come.")
    rate(sam, third, "Red", "")
    rate(sam, fourth, "Amber", "One evening was held.")
    skip = sam.page.get_by_label("Skip this priority this time")
    skip.nth(2).check()
    expect(sam.page.locator(".app-review__body").nth(2)).to_be_hidden()
    reasons = sam.page.get_by_label("If not on track, summarise reasons")
    expect(reasons).to_be_hidden()
    sam.page.get_by_label("No", exact=True).check()
    reasons.fill(REASONS)
    sam.press("Share with the school")
    sam.is_told(f"Say in words why “{third.text}” is red")
    sam.meets("Record a progress review")
    rate(sam, third, "Red", "Nobody calls on Fridays.")
    sam.press("Share with the school")
    sam.sees("Shared with the leaders of Hawthorn Primary School", REASONS)
    sam.sees("Skipped at this review.", "Nobody calls on Fridays.")
    sam.meets("Progress review of 10 November 2025")

    helen = person("helen", width=PHONE)
    helen.open(reverse("home"))
    helen.page.locator(".app-news a").first.click()
    helen.meets("Progress review of 10 November 2025")
    helen.press("Send comment")
    helen.is_told("Enter your comment")
    helen.meets("Comment on the review of 10 November 2025")
    helen.type("Your comment", "From January a colleague calls on Fridays too.")
    helen.press("Send comment")
    helen.sees("From January a colleague calls on Fridays too.")
    helen.follow("The plan")
    helen.sees("Progress reviews", "Are we on track?", REASONS)
    helen.meets(plan.template.name)

    sam.page.reload()
    sam.type("Your comment", "Thank you.")
    sam.press("Send comment")
    sam.sees("Thank you.")


def test_a_review_is_recorded_without_scripts(
    person: Callable[..., Person], council: Council
) -> None:
    plan = a_plan(council)
    sam = person("sam", java_script_enabled=False)
    sam.open(reverse("plans:review_new", args=[plan.pk]))
    sam.type("Time, like 1h 30", "2h")
    for action in PlanAction.objects.filter(priority__plan=plan):
        rate(sam, action, "Green", "Done")
    sam.page.get_by_label("Yes", exact=True).check()
    sam.press("Save draft")
    sam.sees("Draft saved. Only the authority can see it.")
    sam.follow("Go on writing")
    sam.press("Share with the school")
    sam.sees("Shared with the leaders of Hawthorn Primary School")
    held = PlanReview.objects.held().order_by("held_on").last()
    assert held
    assert set(held.ratings.values_list("rag", flat=True)) == {"green"}


def test_a_review_is_put_in_the_diary(
    person: Callable[..., Person], council: Council
) -> None:
    plan = a_plan(council)
    sam = person("sam")
    sam.open(plan.get_absolute_url())
    sam.follow("Put a review in the diary")
    sam.meets("Put a review in the diary")
    sam.press("Put it in the diary")
    sam.is_told("Enter the review")
    sam.page.get_by_label("Day", exact=True).fill("15/12/2025")
    sam.page.get_by_label("Time", exact=True).fill("9:30")
    sam.press("Put it in the diary")
    sam.sees(
        "The review is in the diary. The school is told.", "In the diary at 9:30am"
    )
    sam.follow("15 Dec 2025: review")
    sam.meets("Progress review of 15 December 2025")
    sam.follow("The visit in the diary")
    sam.follow("Write up this visit")
    sam.meets("Record a progress review")
