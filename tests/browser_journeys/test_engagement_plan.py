"""A SEP and a headteacher make a plan of additional engagement and agree it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from plans.models import Plan
from tests.browser_journeys.person import Person
from tests.plans.planning import agreed, raised
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE, LAPTOP = 320, 1280
FORM = "School Improvement Engagement Model – Additional Engagement Plan"
CHANGE = (
    "The changes we will see (i.e. The difference that actions will make and the"
    " impact):"
)


def type_action(who: Person, number: int, text: str, name: str, day: str) -> None:
    row = who.page.get_by_role("group", name=f"Action {number}", exact=True)
    row.get_by_label("Action", exact=True).fill(text)
    row.get_by_label("Who", exact=True).fill(name)
    row.get_by_label("When", exact=True).fill(day)


@pytest.mark.item("SUF-A-03", "SUF-A-04", "SUF-A-07", "SUF-A-13", "SUF-A-14")
def test_both_sides_make_a_plan_and_agree_it(
    person: Callable[..., Person], council: Council
) -> None:
    raised(council)
    sam = person("sam", width=LAPTOP)
    sam.open(reverse("school", args=[council.hawthorn.pk]))
    sam.follow("Begin the plan")
    sam.meets("Begin a plan of additional engagement")
    sam.press("Begin the plan")
    sam.meets(FORM)
    sam.sees("Before it can be agreed", "at least one priority")
    sam.follow("Days, reasons and who met")
    sam.meets("Days, reasons and who met")
    sam.type("Reasons for additional engagement:", "Writing has fallen.")
    sam.tick("Helen Marsh, Headteacher")
    sam.press("Save")
    plan = Plan.objects.get()

    helen = person("helen", width=PHONE)
    helen.open(plan.get_absolute_url())
    helen.follow("Add a priority")
    helen.meets("Add a priority")
    helen.type("Priority", "Writing in Key Stage 2")
    helen.type(CHANGE, "More pupils write at length.")
    type_action(helen, 1, "Moderate writing", "Helen Marsh", "12/12/2025")
    helen.press("Add an action")
    type_action(helen, 2, "Visit Elm Junior", "Somebody from Elm", "9/1/2026")
    helen.press("Save the priority")
    helen.sees("Both sides can agree it now", "Somebody from Elm")
    helen.meets(FORM)
    helen.follow("Agree for the school")
    helen.meets("Agree the plan for the school")
    helen.press("Agree the plan")
    helen.sees("The school has agreed. It waits for the LA")

    sam.open(plan.get_absolute_url())
    sam.follow("Agree for the LA")
    sam.meets("Agree the plan for the LA")
    sam.press("Agree the plan")
    sam.sees("Under way", "Agreed for the LA by Sam Rowe")
    sam.meets(FORM)


def test_a_head_says_on_a_phone_how_far_an_action_is(
    person: Callable[..., Person], council: Council
) -> None:
    plan = agreed(council, "suf_24")
    helen = person("helen", width=PHONE)
    helen.open(plan.get_absolute_url())
    helen.follow("Moderate writing each half term")
    helen.meets("Action")
    helen.follow("Say how far it is")
    helen.meets("How far is the action?")
    helen.tick("Dropped")
    helen.press("Save")
    helen.is_told("Say why the action is dropped")
    helen.tick("Done")
    helen.type("What is there to say?", "All teachers agreed.")
    helen.press("Save")
    helen.sees("Done", "All teachers agreed.")
    helen.open(reverse("plans:plan_team", args=[plan.pk]))
    helen.meets("Team around the school")
    check = plan.checks.all()[0]
    helen.open(reverse("plans:check", args=[plan.pk, check.pk]))
    helen.meets("Health check: assessment")
