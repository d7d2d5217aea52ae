"""Years, terms and days off, and the working days that follow from them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sitrack.core import calendar
from sitrack.core.calendar import TermDates
from sitrack.core.models import AcademicYear, Event, NonWorkingDay, Term, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.working_days import (
    add_working_days,
    is_working_day,
    on_or_after,
    working_days_between,
)
from tests.schools.people import somebody

EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
AUTUMN = TermDates(
    "autumn",
    "Autumn",
    date(2025, 9, 1),
    date(2025, 12, 19),
    date(2025, 10, 27),
    date(2025, 10, 31),
)
SPRING = TermDates(
    "spring",
    "Spring",
    date(2026, 1, 5),
    date(2026, 3, 27),
    date(2026, 2, 16),
    date(2026, 2, 20),
)
SUMMER = TermDates(
    "summer",
    "Summer",
    date(2026, 4, 13),
    date(2026, 7, 22),
    date(2026, 5, 25),
    date(2026, 5, 29),
)


@pytest.fixture
def year(db: None) -> AcademicYear:
    return calendar.open_year(
        label="2025/26",
        start=date(2025, 9, 1),
        end=date(2026, 8, 31),
        terms=[AUTUMN, SPRING, SUMMER],
        by=None,
    )


@pytest.fixture
def admin(client: Client, year: AcademicYear) -> User:
    user = somebody(Role.ADMIN)
    client.force_login(user)
    return user


@pytest.mark.item("INV-20")
@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 4, 2), 0, date(2026, 4, 2)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),
        (date(2026, 4, 4), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 4, 8), 5, date(2026, 4, 15)),
    ],
)
def test_working_days_skip_weekends_and_days_off(
    start: date, count: int, due: date
) -> None:
    assert add_working_days(start, count, EASTER) == due


@pytest.mark.item("INV-20")
def test_days_between_count_back_to_the_same_number() -> None:
    start = date(2026, 4, 2)
    for count in range(30):
        due = add_working_days(start, count, EASTER)
        assert working_days_between(start, due, EASTER) == count
        assert working_days_between(due, start, EASTER) == -count


def test_a_day_that_is_off_rolls_forward() -> None:
    assert not is_working_day(date(2026, 4, 3), EASTER)
    assert on_or_after(date(2026, 4, 3), EASTER) == date(2026, 4, 7)
    assert on_or_after(date(2026, 4, 7), EASTER) == date(2026, 4, 7)


@pytest.mark.item("INV-20")
def test_the_clock_of_an_evaluation_runs_over_easter(year: AcademicYear) -> None:
    evaluation, closed = date(2026, 4, 2), calendar.closed_days()
    assert add_working_days(evaluation, 5, closed) == date(2026, 4, 13)
    assert add_working_days(evaluation, 10, closed) == date(2026, 4, 20)


@pytest.mark.item("INV-20")
def test_a_local_closure_moves_what_is_due(year: AcademicYear, admin: User) -> None:
    calendar.close_day(day=date(2026, 4, 8), name="Flood", by=admin)
    closed = calendar.closed_days()
    assert add_working_days(date(2026, 4, 2), 5, closed) == date(2026, 4, 14)


def test_a_year_brings_its_bank_holidays(year: AcademicYear) -> None:
    held = set(NonWorkingDay.objects.values_list("day", flat=True))
    assert date(2025, 12, 25) in held
    assert date(2026, 5, 4) in held
    assert date(2025, 8, 25) not in held


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 9, 1), "Autumn"),
        (date(2025, 12, 24), "Autumn"),
        (date(2026, 1, 5), "Spring"),
        (date(2026, 8, 20), "Summer"),
    ],
)
def test_a_holiday_is_counted_in_the_term_before(
    year: AcademicYear, day: date, name: str
) -> None:
    term = calendar.term_on(day)
    assert term is not None
    assert term.name == name


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"end": date(2026, 1, 9)}, "Autumn overlaps Spring"),
        ({"start": date(2025, 8, 20)}, "must lie inside the year"),
        ({"end": date(2025, 8, 1)}, "must end after it starts"),
        ({"holiday_end": date(2026, 1, 2)}, "must lie inside Autumn"),
    ],
)
def test_a_term_that_cannot_be_is_refused(
    year: AcademicYear, admin: User, changes: dict[str, Any], message: str
) -> None:
    dates = TermDates(**{**vars(AUTUMN), **changes})
    with pytest.raises(RuleBroken, match=message):
        calendar.change_term(term=year.terms.get(kind="autumn"), dates=dates, by=admin)


def test_the_page_shows_terms_and_days_off(client: Client, admin: User) -> None:
    shown = client.get(reverse("schools:calendar")).content.decode()
    assert "27 Oct 2025 to 31 Oct 2025" in shown
    assert "Good Friday" in shown


def test_a_local_closure_is_added_and_removed(client: Client, admin: User) -> None:
    form = {"day": "8/4/2026", "name": "Flood"}
    client.post(reverse("schools:closure_add"), form)
    closure = NonWorkingDay.objects.get(name="Flood")
    assert closure.kind == NonWorkingDay.Kind.LOCAL_CLOSURE
    again = client.post(reverse("schools:closure_add"), form).content.decode()
    assert "8 April 2026 is already a day off." in again
    address = reverse("schools:closure_remove", args=[closure.pk])
    assert "becomes a working day again" in client.get(address).content.decode()
    client.post(address)
    assert not NonWorkingDay.objects.filter(name="Flood").exists()
    verbs = Event.objects.about(closure).values_list("verb", flat=True)
    assert set(verbs) == {"calendar.day_closed", "calendar.day_reopened"}


def test_a_bank_holiday_cannot_be_removed(client: Client, admin: User) -> None:
    holiday = NonWorkingDay.objects.get(day=date(2025, 12, 25))
    address = reverse("schools:closure_remove", args=[holiday.pk])
    assert client.post(address).status_code == 404


def test_a_bad_date_keeps_what_was_typed(client: Client, admin: User) -> None:
    form = {"day": "31 2 2026", "name": "Flood"}
    shown = client.post(reverse("schools:closure_add"), form).content.decode()
    assert "Day must be a real date" in shown
    assert 'value="31 2 2026"' in shown
    assert 'value="Flood"' in shown


def test_a_terms_dates_are_changed(client: Client, admin: User) -> None:
    term = Term.objects.get(kind="autumn")
    address = reverse("schools:term_change", args=[term.pk])
    form = {
        "name": "Autumn",
        "start": "3/9/2025",
        "end": "19/12/2025",
        "holiday_start": "20/10/2025",
        "holiday_end": "31/10/2025",
    }
    assert 'value="27/10/2025"' in client.get(address).content.decode()
    client.post(address, form)
    term.refresh_from_db()
    assert term.start == date(2025, 9, 3)
    assert [half.end for half in term.halves.all()] == [
        date(2025, 10, 19),
        date(2025, 12, 19),
    ]
    shown = client.post(address, form | {"end": "9/1/2026"}).content.decode()
    assert "Autumn overlaps Spring." in shown


def suggested(client: Client) -> dict[str, str]:
    """The next year's form as it is offered."""
    context = client.get(reverse("schools:year_add")).context
    return {
        box.html_name: box.field.widget.format_value(box.value())
        for form in (context["form"], *context["formsets"])
        for box in form
    }


def test_the_next_year_is_suggested_and_added(client: Client, admin: User) -> None:
    form = suggested(client)
    assert form["label"] == "2026/27"
    assert (form["start"], form["end"]) == ("1/9/2026", "31/8/2027")
    assert (form["autumn-start"], form["autumn-end"]) == ("1/9/2026", "18/12/2026")
    client.post(reverse("schools:year_add"), form)
    added = AcademicYear.objects.get(label="2026/27")
    assert added.terms.count() == 3
    assert NonWorkingDay.objects.filter(day=date(2027, 3, 26)).exists()


def test_a_mistake_in_one_term_is_shown_at_that_term(
    client: Client, admin: User
) -> None:
    form = suggested(client) | {"spring-start": "1/12/2026", "summer-end": "soon"}
    shown = client.post(reverse("schools:year_add"), form).content.decode()
    assert "Summer: last day must be a real date" in shown
    form["summer-end"] = "21/7/2027"
    again = client.post(reverse("schools:year_add"), form)
    assert again.context["formsets"][1].errors == {"start": ["Spring overlaps Autumn."]}
    assert AcademicYear.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may_change_the_calendar(
    client: Client, year: AcademicYear, role: Role
) -> None:
    client.force_login(somebody(role))
    for name in ("calendar", "closure_add", "year_add"):
        assert client.get(reverse(f"schools:{name}")).status_code == 403
    for name in ("closure_remove", "term_change"):
        assert client.get(reverse(f"schools:{name}", args=[1])).status_code == 403
