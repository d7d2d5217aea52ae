"""Terms, academic years and days off."""

from datetime import date, timedelta
from typing import Any

from django import forms

from sitrack.core.calendar import TermDates
from sitrack.core.fields import DayField
from sitrack.core.forms import Form
from sitrack.core.models import AcademicYear, Term

ONE_DAY = timedelta(days=1)
# As many whole weeks as make a year: what starts on a Monday still does.
ONE_YEAR = timedelta(weeks=52)


class ClosureForm(Form):
    """A day on which nobody works, beside weekends and bank holidays."""

    day = DayField(label="Day")
    name = forms.CharField(
        label="Reason", max_length=80, help_text="For example, county hall closed"
    )


class TermForm(Form):
    """A term's name, its days, and the holiday between its halves."""

    name = forms.CharField(label="Name of the term", max_length=40)
    start = DayField(label="First day")
    end = DayField(label="Last day")
    holiday_start = DayField(label="First day of the half-term holiday")
    holiday_end = DayField(label="Last day of the half-term holiday")

    def __init__(self, *args: Any, kind: str, called: str = "", **options: Any) -> None:
        """``called`` tells this term's messages from those of others on the page."""
        super().__init__(*args, **options)
        self.kind = kind
        self.called = called
        for field in self.fields.values() if called else ():
            words = str(field.label)
            field.label = f"{called}: {words[:1].lower()}{words[1:]}"

    def dates(self) -> TermDates:
        return TermDates(kind=self.kind, **self.cleaned_data)


class YearForm(Form):
    """An academic year's name and days."""

    label = forms.CharField(
        label="Name of the year", max_length=9, help_text="For example, 2026/27"
    )
    start = DayField(label="First day of the year")
    end = DayField(label="Last day of the year")


def of_term(term: Term) -> dict[str, Any]:
    """What a term's form starts with."""
    first, second = sorted(term.halves.all(), key=lambda half: half.ordinal)
    return {
        "name": term.name,
        "start": term.start,
        "end": term.end,
        "holiday_start": first.end + ONE_DAY,
        "holiday_end": second.start - ONE_DAY,
    }


def next_year(latest: AcademicYear) -> dict[str, Any]:
    """What the year after the latest might be called and when it might be."""
    start = latest.end + ONE_DAY
    end = _year_later(latest.end)
    return {"label": f"{start.year}/{end.year % 100:02}", "start": start, "end": end}


def next_term(term: Term, year: dict[str, Any]) -> dict[str, Any]:
    """The same term a year later, kept inside the year."""
    dates = of_term(term)
    for name in ("start", "end", "holiday_start", "holiday_end"):
        dates[name] = dates[name] + ONE_YEAR
    dates["start"] = max(dates["start"], year["start"])
    dates["end"] = min(dates["end"], year["end"])
    return dates


def _year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)
