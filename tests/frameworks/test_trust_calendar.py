"""The calendar of a school's phase: what is due, planned and held."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from engagement.models import Obligation, Occasion
from engagement.services.occasions import hold_occasion, plan_occasion
from engagement.services.phases import go_on
from reports.services.feeds import make_feed
from reports.services.summaries import refresh
from sitrack.core.rules import RuleBroken
from tests.frameworks.phasing import at_phase, board, review
from tests.reports.pages import get, read, signed_in, words
from tests.universe import TODAY, Council


def page(council: Council) -> str:
    return reverse("school_calendar", args=[council.record().pk])


def duty(council: Council, code: str, **more: object) -> Obligation:
    """The first of what a line of the list asks for at Hawthorn."""
    refresh([council.hawthorn.pk])
    rows = Obligation.objects.filter(school=council.hawthorn, rule__code=code, **more)
    return rows.filter(cancelled="").order_by("due_on")[0]


def hold(council: Council, code: str, day: date = TODAY, **more: object) -> Occasion:
    facts: dict[str, object] = {"outcome": "Records are up to date", "by": council.sam}
    return hold_occasion(
        record=council.record(),
        code=code,
        label=f"As {code} says",
        day=day,
        **{**facts, **more},  # type: ignore[arg-type]
    )


@pytest.mark.item("ACC-068", "TRU-Q-12")
def test_acc_068_the_calendar_shows_the_audits_half_term_by_half_term(
    trust: Council,
) -> None:
    shown = read(trust.sam, page(trust))
    assert "Autumn: 3 November 2025 to 19 December 2025 Now" in shown
    assert "Termly Trust Safeguarding audit 19 December 2025 Due by this day" in shown
    assert "Half Termly Attendance Annex 4 13 February 2026 Due by this day" in shown
    assert "EAC learning walks (supported by FSP)" in shown


@pytest.mark.item("CAD-21")
def test_what_is_recorded_as_held_meets_what_was_due(trust: Council) -> None:
    asked = duty(trust, "TRU-Q-12")
    address = reverse("engagement:occasion_hold", args=[trust.record().pk])
    assert "was asked for by 19 December 2025" in read(
        trust.sam, f"{address}?due={asked.pk}"
    )
    sent = {"code": "TRU-Q-12", "held_on": "7/11/2025", "outcome": "One gap: site keys"}
    answer = signed_in(trust.theo).post(f"{address}?due={asked.pk}", sent)
    assert answer.status_code == 302
    assert duty(trust, "TRU-Q-12").met_on == date(2025, 11, 7)
    assert "Held 7 November 2025: One gap: site keys" in read(trust.helen, page(trust))
    again = signed_in(trust.sam).post(f"{address}?due={asked.pk}", sent)
    assert "was recorded, waived or cancelled already" in words(again)
    assert Occasion.objects.count() == 1


def test_what_was_late_meets_what_it_was_recorded_for_and_no_more(
    trust: Council, clock: time_machine.Traveller
) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 11, 3))
    missed = duty(trust, "TRU-Q-06")
    clock.move_to(date(2025, 11, 19))
    hold(trust, "TRU-Q-06", date(2025, 11, 18), obligation=missed)
    refresh([trust.hawthorn.pk])
    rows = Obligation.objects.filter(rule__code="TRU-Q-06", school=trust.hawthorn)
    assert list(rows.order_by("due_on").values_list("due_on", "met_on")[:2]) == [
        (date(2025, 11, 17), date(2025, 11, 18)),
        (date(2025, 12, 1), None),
    ]


def test_an_audit_held_before_the_phase_changed_counts_for_the_term(
    trust: Council,
) -> None:
    hold(trust, "TRU-Q-12")
    at_phase(trust, "tru_improve", date(2025, 11, 10))
    assert duty(trust, "TRU-Q-22").met_on == TODAY


@pytest.mark.item("CAD-22", "TRU-Q-25")
def test_each_of_two_visits_a_year_meets_its_own_half_of_the_year(
    trust: Council,
) -> None:
    at_phase(trust, "tru_improve", date(2025, 9, 1))
    hold(trust, "TRU-Q-25")
    met = Obligation.objects.filter(rule__code="TRU-Q-25", school=trust.hawthorn)
    refresh([trust.hawthorn.pk])
    assert list(met.order_by("due_on").values_list("met_on", flat=True)) == [
        TODAY,
        None,
    ]


@pytest.mark.item("CAD-19", "TRU-Q-07")
def test_a_review_of_the_phase_meets_the_review_that_is_due(trust: Council) -> None:
    held = review(trust)
    asked = duty(trust, "TRU-Q-07")
    assert (asked.met_on, asked.met_kind, asked.met_key) == (
        TODAY,
        "phase_review",
        held.pk,
    )
    due = read(trust.sam, reverse("school_due", args=[trust.hawthorn.pk]))
    assert "Half termly reviews 19 December 2025 Done" in due


@pytest.mark.item("CAD-18", "TRU-Q-17")
def test_what_is_weekly_is_a_log_that_asks_for_nothing(trust: Council) -> None:
    hold(trust, "TRU-Q-17", date(2025, 11, 4), outcome="Phonics coaching")
    hold(trust, "TRU-Q-17", date(2025, 11, 6), outcome="Briefing")
    shown = read(trust.sam, page(trust))
    assert "Incremental Coaching/CPD/Briefings are weekly Noted in 1 of 2 weeks" in (
        shown
    )
    assert "Last on 6 November 2025" in shown
    assert not Obligation.objects.filter(label__contains="Incremental").exists()


@pytest.mark.item("TRU-Q-11", "TRU-Q-08")
def test_a_date_that_is_set_shows_in_the_calendar_and_the_feed_and_is_not_due(
    trust: Council,
) -> None:
    address = reverse("engagement:occasion_plan", args=[trust.record().pk])
    sent = {"code": "TRU-Q-11", "planned_on": "2/12/2025"}
    assert signed_in(trust.sam).post(address, sent).status_code == 302
    assert "Health Checks 2 December 2025 Date set" in read(trust.helen, page(trust))
    token = make_feed(by=trust.sam)
    feed = signed_in(trust.sam).get(reverse("calendar_feed_file", args=[token]))
    entries = Calendar.from_ical(feed.content).walk("VEVENT")
    titles = [str(entry["summary"]) for entry in entries]
    assert "Hawthorn Primary School: Health Checks" in titles
    asked = Obligation.objects.filter(label="Health Checks")
    assert not asked.exists()


def test_a_date_that_was_set_is_held_or_called_off_once(trust: Council) -> None:
    planned = plan_occasion(
        record=trust.record(),
        code="TRU-Q-08",
        label="External Review",
        day=date(2025, 12, 2),
        by=trust.sam,
    )
    address = reverse("engagement:occasion_call_off", args=[planned.pk])
    sent = {"reason": "The reviewer is ill."}
    assert signed_in(trust.sam).post(address, sent).status_code == 302
    assert "called off already" in words(signed_in(trust.rita).post(address, sent))
    with pytest.raises(RuleBroken, match="called off already"):
        hold(trust, "TRU-Q-08", planned=planned)
    assert "External Review 2 December 2025 Called off The reviewer is ill." in read(
        trust.sam, page(trust)
    )


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"code": "TRU-Q-12", "held_on": "11/11/2025"}, "still to come"),
        ({"code": "TRU-Q-12", "held_on": "1/6/2025"}, "record’s year"),
        ({"code": "TRU-Q-01", "held_on": "3/11/2025"}, "Choose one of the options"),
        ({"code": "", "held_on": ""}, "Enter the date"),
    ],
)
def test_bad_input_is_told_in_words(
    trust: Council, sent: dict[str, str], told: str
) -> None:
    address = reverse("engagement:occasion_hold", args=[trust.record().pk])
    answer = signed_in(trust.sam).post(address, sent)
    assert answer.status_code == 422
    assert told in words(answer)
    assert not Occasion.objects.exists()


def test_an_address_that_names_what_is_not_there_is_as_without(trust: Council) -> None:
    address = reverse("engagement:occasion_hold", args=[trust.record().pk])
    for odd in ("?due=abc", "?due=999999", "?planned=-1", "?due=" + "9" * 40):
        get(trust.sam, address + odd)


@pytest.mark.item("ACC-067", "CAD-17")
def test_acc_067_overstaying_is_due_until_a_proposal_or_a_reason(
    trust: Council, clock: time_machine.Traveller
) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 9, 1))
    refresh([trust.hawthorn.pk])
    clock.move_to(date(2025, 12, 1))
    words_of_it = "Phase at its longest: propose the next one, or say why it goes on"
    assert words_of_it in read(trust.sam, reverse("my_due"))
    assert words_of_it in read(trust.sam, "/")
    go_on(
        record=trust.record(),
        assignment=board(trust).held,
        reason="The new headteacher starts in January.",
        by=trust.sam,
    )
    assert words_of_it not in read(trust.sam, "/")
    assert duty(trust, "CAD-17").met_kind == "longer_stay"
