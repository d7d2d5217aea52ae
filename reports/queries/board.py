"""The key themes that the authority reports to its board (WIL-G-01, CAD-14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404

from engagement.models import CriterionPick, FrameworkVersion, Level, LevelAssignment
from engagement.queries.forms import form_of
from engagement.rules.cadence import quarters_of
from reports.members_tables import Table
from reports.models import BoardReport
from reports.rules.masking import masked_alone
from sitrack.core import calendar
from sitrack.core.models import AcademicYear


@dataclass(frozen=True)
class Quarter:
    """A quarter of an academic year, counted from one."""

    year: AcademicYear
    number: int
    begun: date
    ends: date


def quarter_on(year: AcademicYear, day: date) -> Quarter:
    """The quarter of the academic year that a day lies in."""
    return next(one for one in _quarters(year) if one.begun <= day <= one.ends)


def quarter_or_404(year: int, number: int) -> Quarter:
    """A quarter that has begun."""
    found = AcademicYear.objects.filter(pk=year).first()
    for one in _quarters(found) if found else ():
        if one.number == number and one.begun <= calendar.today():
            return one
    raise Http404


def board_report_of(quarter: Quarter) -> BoardReport | None:
    """What is recorded of a quarter."""
    rows = BoardReport.objects.select_related("recorded_by")
    found: BoardReport | None = rows.filter(
        year=quarter.year, quarter=quarter.number
    ).first()
    return found


def _quarters(year: AcademicYear) -> list[Quarter]:
    spans = enumerate(quarters_of(year.start), start=1)
    return [Quarter(year, number, begun, ends) for number, (begun, ends) in spans]


def themes_for_board(framework: FrameworkVersion, day: date) -> list[Table]:
    """Schools by level, and those of intensive support by the themes under which a
    characteristic was picked, without a name and masked as for members (CONF-09)."""
    held = LevelAssignment.objects.in_force(day).filter(level__framework=framework)
    form = form_of(framework, "intensive")
    return [
        _table("Schools by level", _by_level(framework, held)),
        _table(
            f"Schools in {form.title.lower()}, by theme",
            _by_theme(framework, held.filter(level__offer=form.offer)),
        ),
    ]


def _by_level(framework: FrameworkVersion, held: Any) -> list[tuple[str, int]]:
    counted = dict(
        LevelAssignment.objects.filter(pk__in=_keys(held))
        .order_by()
        .values_list("level")
        .annotate(Count("school", distinct=True))
    )
    levels = Level.objects.filter(framework=framework).order_by("order")
    return [(level.label, counted.get(level.pk, 0)) for level in levels]


def _by_theme(framework: FrameworkVersion, held: Any) -> list[tuple[str, int]]:
    picks = CriterionPick.objects.filter(
        assignment__in=_keys(held), not_applicable=False, criterion__headline=False
    )
    counted = dict(
        picks.order_by()
        .values_list("criterion__theme")
        .annotate(Count("assignment__school", distinct=True))
    )
    themes = framework.themes.order_by("order")
    return [(theme.name, counted.get(theme.pk, 0)) for theme in themes]


def _keys(held: Any) -> Any:
    return held.order_by().values("pk")


def _table(title: str, rows: list[tuple[str, int]]) -> Table:
    told = [[label, masked_alone(number)] for label, number in rows]
    return Table(title, ["", "Schools"], told)
