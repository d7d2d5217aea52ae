"""What a school's gradings say, and which criteria follow from them (SCO-04 to 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.definitions.gradings import Gradings
from engagement.models import (
    Criterion,
    CriterionPick,
    FrameworkVersion,
    Grading,
    SchoolYearRecord,
    Validation,
)
from engagement.queries.forms import form_of
from engagement.queries.wording import options_of
from engagement.rules.cadence import add_months
from engagement.rules.suggestion import Evidence, is_true
from schools.models import Post, School
from sitrack.core import calendar
from sitrack.core.roles import Role

FORM = "gradings"


def gradings_form(framework: FrameworkVersion) -> Gradings | None:
    """What the framework says of gradings; None where it grades nothing."""
    form: Gradings | None = form_of(framework, FORM)
    return form


def scale_of(framework: FrameworkVersion) -> dict[str, str]:
    """The grades by code, the best first."""
    code = framework.grade_scale
    return {one.code: one.label for one in options_of(framework, code)[code]}


@dataclass(frozen=True)
class Line:
    """One indicator as it stands: its latest grading, if it has one."""

    code: str
    name: str
    grade: str = ""
    source: str = ""
    graded_on: date | None = None


@dataclass(frozen=True)
class Findings:
    """What follows from the gradings and posts of a school."""

    lines: tuple[Line, ...]
    codes: frozenset[str]
    told: dict[str, str]

    @property
    def graded(self) -> bool:
        return any(line.grade for line in self.lines)


def latest_of(rows: Iterable[Grading]) -> dict[str, Grading]:
    """The latest grading of each indicator; of one day the one entered last."""
    latest: dict[str, Grading] = {}
    for row in sorted(rows, key=lambda one: (one.graded_on, one.pk)):
        latest[row.indicator] = row
    return latest


def findings_of(
    school: School,
    framework: FrameworkVersion,
    rows: Iterable[Grading] | None = None,
) -> Findings | None:
    """What is found of a school; None, without a query, where nothing is graded.
    ``rows`` are its gradings where they are read already."""
    form = gradings_form(framework)
    if form is None:
        return None
    if rows is None:
        rows = Grading.objects.filter(school=school, taken_back_at=None)
    latest = latest_of(row for row in rows if not row.taken_back_at)
    scale = scale_of(framework)
    known = [latest[one.code] for one in form.indicators if one.code in latest]
    flags = _flags(school, form, whole=len(known) == len(form.indicators))
    evidence = Evidence(
        frozenset(),
        grades=[row.grade for row in known],
        sources=[row.source for row in known],
        scale=list(scale),
        flags=frozenset(flags),
    )
    lines = tuple(
        _line(one, latest.get(one.code), form, scale) for one in form.indicators
    )
    codes = frozenset(one.code for one in form.found if is_true(one.when, evidence))
    said = "; ".join(_said(line) for line in lines if line.grade)
    told = {code: _reason(code, form, flags, said) for code in codes}
    return Findings(lines, codes, told)


def found_picks(
    record: SchoolYearRecord, findings: Findings | None
) -> list[CriterionPick]:
    """The criteria that were found, ticked beforehand with what shows them."""
    if findings is None:
        return []
    rows: Iterable[Criterion] = record.framework.criteria.filter(
        code__in=findings.codes
    )
    return [
        CriterionPick(criterion=row, evidence=findings.told[row.code]) for row in rows
    ]


def _flags(school: School, form: Gradings, *, whole: bool) -> dict[str, str]:
    """Facts by flag, each with how it reads as evidence."""
    found = {"all_graded": ""} if whole else {}
    today = calendar.today()
    since = add_months(today, -form.new_head_months)
    posts = list(_heads([school.pk], today))
    head = next((one for one in posts if not one.acting and one.start > since), None)
    acting = next((one for one in posts if one.acting), None)
    for post, kind in ((head, "New"), (acting, "Acting")):
        if post:
            found["new_or_acting_headteacher"] = (
                f"{kind} headteacher since {post.start:%-d %B %Y}."
            )
    last = Validation.objects.held().filter(school=school).order_by("held_on").last()
    if last and last.agenda:
        found["improvement_agenda"] = (
            f"Significant improvement agenda identified: {last}."
        )
    return found


def new_heads(schools: list[int], form: Gradings, today: date) -> Any:
    """Posts of headteachers, not acting, who began lately enough to count as new."""
    since = add_months(today, -form.new_head_months)
    return _heads(schools, today).filter(acting=False, start__gt=since)


def _heads(schools: list[int], today: date) -> Any:
    posts = Post.objects.filter(school__in=schools, role=Role.HEADTEACHER)
    return posts.in_force(today).order_by("start", "pk")


def _line(one: Any, row: Grading | None, form: Gradings, scale: dict[str, str]) -> Line:
    if row is None:
        return Line(one.code, one.named)
    source = form.source(row.source)
    label = source.label if source else row.source
    return Line(
        one.code, one.named, scale.get(row.grade, row.grade), label, row.graded_on
    )


def _said(line: Line) -> str:
    return f"{line.name}: {line.grade} ({line.source}, {line.graded_on:%-d %B %Y})"


def _reason(code: str, form: Gradings, flags: dict[str, str], said: str) -> str:
    """What shows a criterion: the fact that it names, else the gradings."""
    when = next(one.when for one in form.found if one.code == code)
    if isinstance(when, dict) and "flag" in when:
        return flags[when["flag"]]
    return said + "."
