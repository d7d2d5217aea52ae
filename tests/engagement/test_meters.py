"""Used against allowed in days, visits and shares of a full week (DER-04)."""

from datetime import date
from decimal import Decimal

import pytest

from engagement.rules.meters import (
    Allowed,
    Meter,
    Share,
    Use,
    figure,
    measure,
    passed_by,
)

YEAR = (date(2025, 9, 1), date(2026, 8, 31))
AUTUMN = (date(2025, 9, 1), date(2025, 12, 19))
HALF_TERM = (date(2025, 11, 3), date(2025, 12, 19))
SPANS = {"year": YEAR, "large_term": AUTUMN, "term": AUTUMN, "half_term": HALF_TERM}
D = Decimal
DAYS = Allowed(
    code="days",
    text="3 days",
    unit="day",
    per="year",
    most=D(3),
    categories=frozenset({"position", "choice"}),
    shares=(
        Share("position", D("1.5"), frozenset({"position"}), D("0.5"), "large_term"),
        Share("choice", D("1.5"), frozenset({"choice"})),
    ),
)


def days(*uses: tuple[int, int, str, str]) -> list[Use]:
    return [
        Use(date(2025 if month > 8 else 2026, month, day), D(amount), category)
        for month, day, amount, category in uses
    ]


def used(*uses: tuple[int, int, str, str]) -> Meter:
    return measure(DAYS, days(*uses), SPANS)


@pytest.mark.item("DER-04")
def test_three_days_are_split_in_two_and_said_in_plain_words() -> None:
    meter = used((9, 15, "0.5", "position"), (11, 10, "1", "choice"))
    assert meter.words == "3 days a year; 1½ used, 1½ left."
    assert [part.words("day") for part in meter.shares] == [
        "1½ days; ½ used. No more than ½ day a large term: ½ used in this one.",
        "1½ days; 1 used.",
    ]


@pytest.mark.item("CAD-07", "WIL-S-12")
def test_the_cap_looks_at_one_large_term() -> None:
    in_autumn = used((9, 15, "0.5", "position"))
    assert passed_by(in_autumn, D("0.5"), "position") == (
        "½ day a large term for this purpose"
    )
    before = used((2, 10, "0.5", "position"))
    assert passed_by(before, D("0.5"), "position") == ""


@pytest.mark.item("WIL-S-13")
def test_a_purpose_cannot_use_the_others_time_unsaid() -> None:
    meter = used((9, 15, "1.5", "choice"))
    assert passed_by(meter, D("0.5"), "choice") == "1½ days for this purpose"
    assert passed_by(meter, D("0.5"), "position") == ""


@pytest.mark.item("WIL-S-08")
def test_more_than_the_whole_is_told_first() -> None:
    meter = used((9, 15, "1.5", "choice"), (1, 20, "1.5", "position"))
    assert passed_by(meter, D("0.5"), "choice") == "3 days a year"
    over = used((9, 15, "3.5", "choice"))
    assert over.words == "3 days a year; 3½ used, over by ½."


def test_other_time_and_other_years_count_for_nothing() -> None:
    uses = [*days((9, 15, "1", "htpm")), Use(date(2025, 7, 1), D(1), "choice")]
    assert measure(DAYS, uses, SPANS).used == 0


def test_what_is_no_whole_half_day_is_said_to_be_about() -> None:
    assert (
        used((9, 15, "0.6", "choice")).words == "3 days a year; about ½ used, 2½ left."
    )


@pytest.mark.parametrize(
    ("quantity", "said"), [("0", "0"), ("0.5", "½"), ("1", "1"), ("2.5", "2½")]
)
def test_days_are_counted_in_halves(quantity: str, said: str) -> None:
    assert figure(D(quantity), "day") == said


def test_visits_count_by_who_made_them() -> None:
    line = Allowed("v", "2 visits", "visit", "half_term", most=D(2), role="officer")
    uses = [
        Use(date(2025, 11, 10), D(1), roles=frozenset({"officer"})),
        Use(date(2025, 11, 12), D(1), roles=frozenset({"lead"})),
        Use(date(2025, 9, 12), D(1), roles=frozenset({"officer"})),
    ]
    assert measure(line, uses, SPANS).words == "2 visits a half-term; 1 used, 1 left."


def test_a_share_of_a_person_is_read_as_it_stands() -> None:
    line = Allowed("f", "Deployed", "fte", least=D("0.2"), most=D("0.4"))
    meter = measure(line, [Use(date(2025, 9, 1), D("0.3"))], SPANS)
    assert meter.words == "0.2 to 0.4 of a full week; 0.3 given now."
