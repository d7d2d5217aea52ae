"""The page of a proposal knows whether a plan runs at the school (SUF-C-07)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import LevelAssignment, PlanTemplate
from plans.models import Plan, PlanState
from sitrack.core import calendar, clock
from tests.engagement.level_forms import text, typed
from tests.universe import Council

BELOW: dict[str, Any] = {
    "picks_suf_24": [],
    "evidence_SUF-C-09": "",
    "picks_suf_12": ["SUF-C-05"],
}


def a_plan(council: Council, state: PlanState) -> Plan:
    today = calendar.today()
    ended = {"ending": "early", "ended_on": today} if state == PlanState.CLOSED else {}
    return Plan.objects.create(
        school=council.hawthorn,
        record=council.record(),
        level=council.level("suf_12"),
        template=PlanTemplate.objects.get(),
        kind="additional_engagement",
        state=state,
        starts_on=today,
        ends_on=council.terms["summer"].end,
        opened_by=council.sam,
        opened_at=clock.now(),
        la_agreed_by=council.sam,
        la_agreed_at=clock.now(),
        **ended,
    )


def suggestion_of(client: Client, council: Council, *picked: str) -> str:
    """What the page answers to these criteria, asked by a change of a tick."""
    sent = typed("suggest", **{**BELOW, "picks_suf_12": picked})
    url = reverse("level_propose", args=[council.hawthorn.pk])
    return text(client.post(url, sent, headers={"HX-Request": "true"}))


@pytest.mark.item("SUF-C-07")
@pytest.mark.parametrize(
    ("state", "picked", "suggests"),
    [
        (None, ("SUF-C-05",), True),
        (PlanState.CLOSED, ("SUF-C-05",), True),
        (PlanState.ACTIVE, ("SUF-C-05",), False),
        (PlanState.ACTIVE, ("SUF-C-05", "SUF-C-07"), True),
        (PlanState.AGREED, ("SUF-C-05",), False),
    ],
)
def test_being_on_track_counts_only_where_a_plan_runs(
    client: Client,
    council: Council,
    state: PlanState | None,
    picked: tuple[str, ...],
    *,
    suggests: bool,
) -> None:
    if state:
        a_plan(council, state)
    client.force_login(council.sam)
    told = suggestion_of(client, council, *picked)
    wanted = "suggest <strong>Entitlement up to 12 hours</strong>"
    assert (wanted in told) == suggests
    plan_told = "An additional engagement plan runs at the school" in told
    assert plan_told == (state in {PlanState.ACTIVE, PlanState.AGREED})


@pytest.mark.item("SUF-C-07")
def test_what_was_suggested_is_kept_with_the_proposal(
    client: Client, council: Council
) -> None:
    a_plan(council, PlanState.ACTIVE)
    client.force_login(council.sam)
    grounds: dict[str, Any] = {
        **BELOW,
        "level": "suf_12",
        "rationale": "The plan has just begun",
    }
    client.post(reverse("level_propose", args=[council.hawthorn.pk]), typed(**grounds))
    row = LevelAssignment.objects.get(state="proposed")
    assert row.suggested is None
