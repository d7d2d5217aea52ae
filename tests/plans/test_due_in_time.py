"""What a plan asks for is told of in its own time, whatever the term."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import Side
from reports.queries.due_for import all_due_for
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from tests.engagement.section_forms import text
from tests.plans.planning import agreed_by, complete, raised
from tests.universe import Council

WORDS = "Additional engagement plan agreed: due by 8 December 2025"


def told(council: Council) -> list[str]:
    sam = council.user("sam")
    refresh_due(visible_schools(sam))
    return [row.words for row in all_due_for(sam, date(2025, 12, 31))]


@pytest.mark.item("SUF-W-08")
def test_the_sep_is_asked_for_the_plan_until_it_is_agreed(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = complete(council)
    assert WORDS in told(council)
    clock.move_to("2025-12-15T09:00Z")
    assert WORDS in told(council)
    agreed_by(plan, Side.LA, council.sam)
    agreed_by(plan, Side.SCHOOL, council.helen)
    assert WORDS not in told(council)


def test_what_is_due_leads_to_the_plan(client: Client, council: Council) -> None:
    raised(council)
    client.force_login(council.sam)
    page = text(client.get(reverse("school_due", args=[council.hawthorn.pk])))
    assert "Additional engagement plan agreed" in page
    assert reverse("plans:plan_open", args=[council.hawthorn.pk]) in page
