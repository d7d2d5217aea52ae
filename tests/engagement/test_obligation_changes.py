"""What is due when a school closes, the calendar or a level changes, and when it is waived."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from engagement.models import (
    CadenceRule,
    View,
)
from engagement.services.decisions import approve
from engagement.services.obligations import resume, waive
from engagement.services.proposals import give_view
from schools.models import School
from sitrack.core import calendar
from sitrack.core.calendar import TermDates
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.engagement.duties import LAST_DAY, bring_up, rows
from tests.reports.acts import proposal
from tests.universe import TODAY, Council


@pytest.mark.item("INV-22")
def test_what_is_open_at_a_school_that_closes_is_cancelled(
    council: Council, clock: Any
) -> None:
    council.shared_visit()
    bring_up(council)
    School.objects.filter(pk=council.hawthorn.pk).update(closed_on=date(2025, 12, 31))
    assert rows(council)["level_confirmed"].is_open
    assert {
        row.get_cancelled_display() for row in rows(council, "spring").values()
    } == {"school closed"}
    clock.move_to(datetime(2026, 1, 5, 10, tzinfo=UTC))
    assert rows(council)["level_confirmed"].cancelled == "closed"
    assert rows(council)["conversation"].met_on == TODAY
    School.objects.filter(pk=council.hawthorn.pk).update(closed_on=None)
    assert rows(council)["level_confirmed"].is_open


def moved(end: date) -> TermDates:
    return TermDates(
        *("autumn", "Autumn", date(2025, 9, 1), end),
        *(date(2025, 10, 27), date(2025, 10, 31)),
    )


@pytest.mark.item("ACC-090")
def test_a_term_that_moves_moves_what_lies_ahead_and_notes_what_is_past(
    council: Council, clock: Any
) -> None:
    bring_up(council)
    term = council.terms["autumn"]
    calendar.change_term(term=term, dates=moved(date(2025, 12, 17)), by=council.ada)
    row = rows(council)["conversation"]
    assert (row.due_on, row.note) == (date(2025, 12, 17), "")
    clock.move_to(datetime(2026, 1, 5, 10, tzinfo=UTC))
    calendar.change_term(term=term, dates=moved(LAST_DAY), by=council.ada)
    row = rows(council)["conversation"]
    assert row.due_on == date(2025, 12, 17)
    assert row.note == (
        "By the calendar as it is now this would be due on 19 December 2025."
    )


def test_a_closed_day_at_the_terms_end_brings_it_forward(council: Council) -> None:
    bring_up(council)
    calendar.close_day(day=LAST_DAY, name="Snow", by=council.ada)
    assert rows(council)["conversation"].due_on == date(2025, 12, 18)


def test_a_rule_of_a_level_asks_only_while_the_level_is_held(council: Council) -> None:
    rule = CadenceRule.objects.get(framework=council.framework, code="SUF-T-06")
    rule.rule = {**rule.rule, "level": "suf_12"}
    rule.save()
    assert "support_plan" not in rows(council)
    made = proposal(council)
    give_view(assignment=made, view=View.AGREES, by=council.helen)
    approve(assignment=made, by=council.rita)
    assert rows(council)["support_plan"].is_open
    rule.rule = {**rule.rule, "level": "suf_24"}
    rule.save()
    assert rows(council)["support_plan"].cancelled == "not_asked"


def test_waiving_says_why_and_is_undone_with_a_reason(council: Council) -> None:
    row = rows(council)["support_plan"]
    with pytest.raises(RuleBroken, match="Say why this is not needed"):
        waive(obligation=row, reason=" ", by=council.rita)
    waive(obligation=row, reason="The school is in a partnership.", by=council.rita)
    row = rows(council)["support_plan"]
    assert not row.is_open
    assert row.waived_by == council.rita
    with pytest.raises(RuleBroken, match="done, waived or cancelled already"):
        waive(obligation=row, reason="Again", by=council.hana)
    resume(obligation=row, reason="The partnership ended.", by=council.hana)
    assert rows(council)["support_plan"].is_open
    with pytest.raises(RuleBroken, match="was not waived"):
        resume(obligation=row, reason="Again", by=council.hana)
    told = Event.objects.filter(verb__startswith="obligation.").order_by("pk")
    assert [(event.verb, event.data["reason"]) for event in told] == [
        ("obligation.waived", "The school is in a partnership."),
        ("obligation.resumed", "The partnership ended."),
    ]
