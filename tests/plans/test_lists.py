"""What plans ask for, in the lists of a school and of each person (ADR 10)."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import Side
from plans.models import PlanAction
from plans.services.agreeing import give_view
from reports.queries.due_for import all_due_for
from reports.queries.my_schools import visible_schools
from reports.queries.search import search
from reports.services.summaries import refresh_due
from sitrack.core.models import User
from tests.engagement.section_forms import text
from tests.plans.planning import (
    agreed,
    agreed_by,
    an_action,
    complete,
    now,
    opened,
    raised,
    with_priority,
)
from tests.universe import TODAY, Council

AGREE = "Agree the plan of additional engagement"


def waits_for(council: Council, person: str) -> list[str]:
    """What waits for somebody, in words, as of now."""
    user: User = council.user(person)
    refresh_due(visible_schools(user))
    return [row.words for row in all_due_for(user, TODAY)]


def test_a_plan_that_one_side_agreed_waits_for_the_other(council: Council) -> None:
    plan = complete(council)
    for person in ("sam", "helen", "dev", "rita"):
        assert AGREE not in waits_for(council, person)
    agreed_by(plan, Side.LA, council.sam)
    assert AGREE in waits_for(council, "helen")
    # The deputy, whom the headteacher does not let agree plans.
    for person in ("dev", "sam", "rita"):
        assert AGREE not in waits_for(council, person)
    agreed_by(plan, Side.SCHOOL, council.helen)
    assert AGREE not in waits_for(council, "helen")


@pytest.mark.item("DEC-05")
def test_a_statutory_plan_waits_for_the_la_once_the_view_is_recorded(
    council: Council,
) -> None:
    plan = complete(council, "suf_statutory")
    agreed_by(plan, Side.LA, council.sam)
    assert AGREE in waits_for(council, "helen")
    plan = now(plan)
    give_view(
        plan=plan, view="Not yet", expected_version=plan.version, by=council.helen
    )
    assert AGREE in waits_for(council, "sam")
    assert AGREE not in waits_for(council, "helen")


def test_an_overdue_action_waits_for_its_person_and_for_the_authority(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = agreed(council)
    theo = council.persons["theo"]
    with_priority(
        plan,
        an_action("Audit the register", who="Theo Grant", person=theo),
        by=council.sam,
        title="Attendance",
    )
    late = "An action of the plan was due on 12 December 2025: Audit the register"
    assert late not in waits_for(council, "theo")
    clock.move_to("2025-12-15T09:00Z")
    assert late in waits_for(council, "theo")
    assert late in waits_for(council, "sam")
    assert late not in waits_for(council, "gus")


def test_the_school_page_offers_to_begin_the_plan_that_its_level_has(
    client: Client, council: Council
) -> None:
    address = reverse("school", args=[council.hawthorn.pk])
    begin = reverse("plans:plan_open", args=[council.hawthorn.pk])
    client.force_login(council.sam)
    assert begin not in text(client.get(address))
    raised(council)
    assert begin in text(client.get(address))
    client.force_login(council.rita)
    assert begin not in text(client.get(address))


def test_the_school_page_and_the_record_name_the_plan(
    client: Client, council: Council
) -> None:
    plan = agreed(council)
    client.force_login(council.helen)
    line = (
        "Plan of additional engagement</a>: under way, 10 November 2025 to 27 March"
        " 2026, 1 priority, 1 action open"
    )
    page = text(client.get(reverse("school", args=[council.hawthorn.pk])))
    assert line in page
    record = reverse("record", args=[council.record().pk])
    assert line in text(client.get(f"{record}?part=plan"))
    assert plan.get_absolute_url() in page


def test_a_governor_meets_the_plan_once_it_is_agreed(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    address = reverse("school", args=[council.hawthorn.pk])
    client.force_login(council.gus)
    assert plan.get_absolute_url() not in text(client.get(address))
    agreed_by(plan, Side.LA, council.sam)
    agreed_by(plan, Side.SCHOOL, council.helen)
    assert plan.get_absolute_url() in text(client.get(address))


def found_by(user: User, word: str) -> set[str]:
    found = search(user, [word], kind="", page=1)
    return {row.title for part in found for row in part.rows}


def test_priorities_and_actions_are_found_where_the_reader_may_see_them(
    council: Council,
) -> None:
    plan = opened(council)
    with_priority(
        plan, an_action("Moderate handwriting"), by=council.sam, title="Handwriting"
    )
    both = {"Priority of a plan", "Action of a plan, open"}
    assert found_by(council.user("sam"), "handwriting") == both
    assert found_by(council.user("helen"), "handwriting") == both
    for person in ("gus", "ola", "odd", "ada"):
        assert found_by(council.user(person), "handwriting") == set()
    PlanAction.objects.update(due_on=date(2025, 12, 1))
    assert found_by(council.user("cora"), "handwriting") == both
