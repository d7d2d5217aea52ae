"""A level that asks for a plan has one agreed soon after it takes effect (SM-1)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import Obligation
from engagement.services.decisions import approve
from reports.services.summaries import refresh
from tests.engagement.level_forms import text
from tests.engagement.proposing import viewed
from tests.plans.planning import agreed, opened, raised
from tests.universe import Council

DUE = date(2025, 12, 8)  # Twenty working days after Monday 10 November.


def asked(council: Council, school: str = "hawthorn") -> list[Obligation]:
    at = getattr(council, school)
    refresh([at.pk])
    rows = Obligation.objects.filter(school=at, activity="plan_agreed")
    return list(rows.order_by("due_on"))


@pytest.mark.item("SM-1", "SUF-W-08", "CAD-03")
def test_a_higher_level_asks_the_sep_for_a_plan_within_twenty_working_days(
    council: Council, client: Client
) -> None:
    assert asked(council) == []
    raised(council)
    (due,) = asked(council)
    assert (due.label, due.due_on, due.responsible, due.is_open) == (
        "Additional engagement plan agreed",
        DUE,
        "officer",
        True,
    )
    client.force_login(council.sam)
    page = text(client.get(reverse("school_due", args=[council.hawthorn.pk])))
    assert reverse("plans:plan_open", args=[council.hawthorn.pk]) in page


@pytest.mark.item("SUF-W-08")
def test_the_agreed_plan_meets_it_and_a_draft_does_not(council: Council) -> None:
    opened(council, school="ash")
    (open_one,) = asked(council, "ash")
    assert open_one.is_open
    plan = agreed(council)
    (met,) = asked(council)
    assert (met.met_kind, met.met_key) == ("plan", plan.pk)


def test_a_plan_that_runs_serves_the_next_level_too(council: Council) -> None:
    plan = agreed(council)
    row = viewed(council, "suf_24", day=date(2025, 12, 1))
    approve(assignment=row, by=council.rita)
    met = asked(council)
    assert [one.met_key for one in met] == [plan.pk, plan.pk]


def test_the_base_level_asks_for_none_and_a_level_that_ended_asks_no_more(
    council: Council, clock: time_machine.Traveller
) -> None:
    raised(council)
    assert [one.due_on for one in asked(council)] == [DUE]
    clock.move_to(datetime(2025, 11, 24, 9, 0, tzinfo=UTC))
    back = viewed(council, "suf_8", day=date(2025, 11, 24))
    approve(assignment=back, by=council.rita)
    (gone,) = asked(council)
    assert gone.cancelled == "not_asked"
