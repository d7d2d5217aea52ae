"""The health checks and the adviser that a level brings (SUF-E-07 to 12)."""

import pytest
from django.test import Client

from engagement.models import SupportRequest
from plans.services.checks import CheckStands, name_adviser, update_check
from sitrack.core.rules import RuleBroken
from tests.engagement.section_forms import sent, text
from tests.plans.forms import url
from tests.plans.planning import opened
from tests.universe import Council


@pytest.mark.item("SUF-E-07", "SUF-E-08", "SUF-E-09", "SUF-E-10", "SUF-E-11")
def test_acc_093_each_health_check_is_followed_and_asks_its_team_for_support(
    client: Client, council: Council
) -> None:
    plan = opened(council, "suf_24")
    client.force_login(council.sam)
    page = text(client.get(plan.get_absolute_url()))
    for words in (
        "Health check: assessment",
        "Health check: safeguarding",
        "Health check: budget",
        "Health check: governance",
        "Assessment Team Support",
        "Not arranged yet",
    ):
        assert words in page, words
    check = plan.checks.get(line__code="SUF-E-07")
    client.post(
        url("check", plan.pk, check.pk),
        sent(
            state="done",
            team=str(council.team("assessment").pk),
            day="7 11 2025",
            outcome="Tracking is sound.",
            version=check.version,
        ),
    )
    assert "Done, 7 Nov 2025. Tracking is sound." in text(
        client.get(plan.get_absolute_url())
    )
    client.post(
        url("check_ask", plan.pk, check.pk), sent(text="Help with the phonics check")
    )
    request = SupportRequest.objects.get()
    assert (request.team, request.text, request.record) == (
        council.team("assessment"),
        "Help with the phonics check",
        council.record(),
    )


def test_a_check_that_is_arranged_says_when(council: Council) -> None:
    check = opened(council, "suf_24").checks.select_related("plan", "line")[0]
    with pytest.raises(RuleBroken, match="Enter the day of the check") as refused:
        update_check(
            check=check,
            stands=CheckStands("booked", check.team, None, ""),
            expected_version=1,
            by=council.sam,
        )
    assert refused.value.field == "day"


@pytest.mark.item("SUF-E-12", "SUF-R-09", "CONF-08")
def test_acc_094_the_adviser_stands_in_the_header_by_name_alone(
    client: Client, council: Council
) -> None:
    plan = opened(council, "suf_24")
    check = plan.checks.get(line__code="SUF-E-12")
    client.force_login(council.sam)
    page = text(client.get(url("check", plan.pk, check.pk)))
    assert "The name alone is kept" in page
    assert "Outcome" not in page
    client.post(url("check", plan.pk, check.pk), sent(name="Ruth Abel"))
    assert council.record().adviser == "Ruth Abel"
    check.refresh_from_db()
    assert (check.state, check.outcome) == ("done", "")


def test_only_the_item_of_the_adviser_names_one(council: Council) -> None:
    check = opened(council, "suf_24").checks.select_related("plan", "line")[0]
    with pytest.raises(RuleBroken, match="names no adviser"):
        name_adviser(check=check, name="Ruth Abel", by=council.sam)
    assert council.record().adviser == ""
