"""What records themselves say was done: views, assessments, support, levels."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from engagement.definitions.levels import Cadence
from engagement.models import (
    AssessmentCell,
    AssessmentMeasure,
    CadenceRule,
    LevelAssignment,
    LevelConfirmation,
    LevelStatement,
    MeasureOverride,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.measures import shown_at
from engagement.rules.cadence import Anchor, Days, quarters_of
from engagement.rules.duties import Done, LevelHeld
from engagement.rules.measures import Showing
from engagement.rules.phases import after
from sitrack.core import calendar
from sitrack.core.models import HalfTerm, Term

Side = TrajectoryView.Viewpoint
# The statement of a year's level, signed by everybody (WIL-W-03).
STATEMENT = "statement"
BOTH = frozenset({Side.SCHOOL, Side.LA})
Subject = TrajectoryView.Subject


@dataclass(frozen=True)
class Calendar:
    """The days of the years asked for, and their spans as anchors by year."""

    days: Days
    terms: list[Term]
    anchors: dict[int, list[Anchor]]

    def span_on(self, day: date) -> str:
        """The term that a day is counted in; a holiday goes with the term before."""
        begun = [term for term in self.terms if term.start <= day]
        return span_of(begun[-1].pk) if begun else ""


def span_of(term: int) -> str:
    """How a term is named as an anchor."""
    return f"term:{term}"


def calendar_of(years: Collection[int]) -> Calendar:
    """Two queries, and one for the days on which nobody works."""
    terms = list(
        Term.objects.filter(year__in=years).select_related("year").order_by("start")
    )
    halves = list(HalfTerm.objects.filter(term__year__in=years).order_by("start"))
    anchors = defaultdict(list)
    year_of = {term.pk: term.year_id for term in terms}
    for term in terms:
        anchor = Anchor("term", span_of(term.pk), term.start, term.end)
        anchors[term.year_id].append(anchor)
    for half in halves:
        key = f"half:{half.term_id}.{half.ordinal}"
        anchor = Anchor("half_term", key, half.start, half.end)
        anchors[year_of[half.term_id]].append(anchor)
    for year in {term.year_id: term.year for term in terms}.values():
        anchor = Anchor("academic_year", f"year:{year.pk}", year.start, year.end)
        anchors[year.pk].append(anchor)
        first = Anchor("year_start", start_of(year.pk), year.start)
        anchors[year.pk].append(first)
        anchors[year.pk].extend(
            Anchor("quarter", quarter_of(year.pk, number), *span)
            for number, span in enumerate(quarters_of(year.start), start=1)
        )
    days = Days(
        closed=calendar.closed_days(),
        terms=tuple((term.start, term.end) for term in terms),
        halves=tuple((half.start, half.end) for half in halves),
    )
    return Calendar(days, terms, anchors)


def rules_of(
    records: Iterable[SchoolYearRecord],
) -> dict[int, list[tuple[CadenceRule, Cadence]]]:
    """What the records' frameworks ask for again and again, by framework: one query."""
    found: dict[int, list[tuple[CadenceRule, Cadence]]] = defaultdict(list)
    frameworks = {record.framework_id for record in records}
    for rule in CadenceRule.objects.filter(framework__in=frameworks):
        found[rule.framework_id].append((rule, Cadence(**rule.rule)))
    return found


def start_of(year: int) -> str:
    """How the first day of a year is named as an anchor."""
    return f"year_start:{year}"


def quarter_of(year: int, number: int) -> str:
    """How a quarter of a year, counted from one, is named as an anchor."""
    return f"quarter:{year}.{number}"


def done_in(
    records: Collection[SchoolYearRecord],
    levels: Iterable[LevelAssignment],
    on: Calendar,
    asked: Collection[str] = (),
) -> list[Done]:
    """What the records' own sections say was done: four queries, and one where their
    frameworks ask for any of the ``asked`` activities that few do."""
    schools = {record.pk: record.school_id for record in records}
    return [
        *_views(schools),
        *_assessments(schools),
        *_support(schools),
        *_decisions(levels, on),
        *_confirmations(schools),
        *(_statements(schools) if STATEMENT in asked else ()),
    ]


def levels_of(schools: Collection[int]) -> list[LevelAssignment]:
    """Every level that was ever in force at the schools."""
    held = LevelAssignment.objects.filter(school__in=schools, state__in=IN_FORCE_STATES)
    return list(held.select_related("level").order_by("effective_from"))


def held_by(levels: Iterable[LevelAssignment]) -> dict[int, list[LevelHeld]]:
    """The levels by school, as rules read them."""
    found = defaultdict(list)
    for one in levels:
        held = LevelHeld(one.level.code, one.effective_from, one.effective_to)
        found[one.school_id].append(held)
    return found


def plan_levels(
    levels: Iterable[LevelAssignment], done: Iterable[Done], day: date
) -> list[tuple[int, Anchor]]:
    """Levels that ask for a plan, by school: those in force on a day or later, and
    earlier ones that had theirs (SM-1, SUF-W-08)."""
    had = {span for one in done for span in one.spans}
    found = []
    for one in levels:
        key = span_of_level(one.pk)
        runs = one.effective_to is None or one.effective_to >= day
        if one.level.requires_plan and (runs or key in had):
            anchor = Anchor("plan_level", key, one.effective_from)
            found.append((one.school_id, anchor))
    return found


def level_spans(
    levels: Iterable[LevelAssignment], until: date, day: date
) -> list[tuple[int, Anchor]]:
    """Each level held, by school, as a span from its first day to its last, and the day
    on which its longest time is reached while it lasts (DER-12).

    A level without an end is looked ahead at until its longest time, or until a day
    where it has none or is past it on ``day``.
    """
    found = []
    for one in levels:
        start, key = one.effective_from, span_of_level(one.pk)
        limit = after(one.level.duration, "max", start)
        ahead = min(until, limit) if limit and limit >= day else until
        last = one.effective_to or ahead
        found.append((one.school_id, Anchor("level_start", key, start, last)))
        if limit and limit <= last:
            found.append((one.school_id, Anchor("level_limit", key, limit)))
    return found


def span_of_level(assignment: int) -> str:
    """How a level in force is named as an anchor."""
    return f"level:{assignment}"


def without_measures(records: Iterable[SchoolYearRecord]) -> set[int]:
    """Records whose school no row of the assessment table applies to (SUF-T-04)."""
    records = list(records)
    own: dict[int, dict[int, bool]] = defaultdict(dict)
    said = MeasureOverride.objects.filter(school__in=[one.school_id for one in records])
    for school, key, applies in said.values_list("school", "measure", "applies"):
        own[school][key] = applies
    measures = defaultdict(list)
    for measure in AssessmentMeasure.objects.filter(
        framework__in={one.framework_id for one in records}
    ):
        measures[measure.framework_id].append(measure)
    return {
        record.pk
        for record in records
        if not any(
            shown_at(record.school, measure, own[record.school_id]) != Showing.HIDDEN
            for measure in measures[record.framework_id]
        )
    }


def _views(schools: dict[int, int]) -> Iterator[Done]:
    """SUF-T-03: both sides' views, or one agreed together; and SUF-T-04's."""
    rows = TrajectoryView.objects.filter(record__in=schools, given_at__isnull=False)
    given: dict[tuple[int, int], dict[str, tuple[datetime, int]]] = defaultdict(dict)
    for pk, record, term, subject, side, at in rows.values_list(
        *("pk", "record", "term", "subject", "viewpoint", "given_at")
    ):
        if subject == Subject.INSPECTION:
            given[record, term][side] = (at, pk)
            continue
        yield _done(schools[record], "assessment_trajectory", "view", pk, term, at)
    for (record, term), sides in given.items():
        if Side.JOINT in sides or set(sides) >= BOTH:
            at, pk = max(sides.values())
            yield _done(schools[record], "inspection_trajectory", "view", pk, term, at)


def _assessments(schools: dict[int, int]) -> Iterator[Done]:
    cells = AssessmentCell.objects.filter(record__in=schools)
    cells = cells.exclude(text="", number=None)
    for pk, record, term in cells.order_by("pk").values_list("pk", "record", "term"):
        yield _done(schools[record], "assessment_trajectory", "assessment", pk, term)


def _support(schools: dict[int, int]) -> Iterator[Done]:
    written = ~Q(text="") | Q(planned_minutes__gt=0) | Q(menu_items__isnull=False)
    written |= Q(partner_school__isnull=False)
    entries = SupportEntry.objects.filter(written, record__in=schools).order_by("pk")
    for pk, record, term in entries.values_list("pk", "record", "term").distinct():
        yield _done(schools[record], "support_plan", "support", pk, term)


def _decisions(levels: Iterable[LevelAssignment], on: Calendar) -> Iterator[Done]:
    """SUF-T-05: a proposal that was approved in the term. The level that a school
    came with was nobody's decision here: whoever entered it also decided it."""
    for one in levels:
        if one.decided_at is None or one.decided_by_id == one.raised_by_id:
            continue
        day = timezone.localdate(one.decided_at)
        spans = frozenset({on.span_on(day)} - {""})
        yield Done(one.school_id, "level_confirmed", "level", one.pk, day, spans)


def _confirmations(schools: dict[int, int]) -> Iterator[Done]:
    """Both sides' "no change" to the same level in a term (ACC-091)."""
    rows = LevelConfirmation.objects.filter(record__in=schools)
    given: dict[tuple[int, int, int], list[tuple[datetime, int]]] = defaultdict(list)
    for pk, record, term, held, at in rows.values_list(
        *("pk", "record", "term", "assignment", "confirmed_at")
    ):
        given[record, term, held].append((at, pk))
    for (record, term, _), sides in given.items():
        if len(sides) == len(BOTH):
            at, pk = max(sides)
            school = schools[record]
            yield _done(school, "level_confirmed", "confirmation", pk, term, at)


def _statements(schools: dict[int, int]) -> Iterator[Done]:
    """WIL-W-03: a statement counts for its year, on whatever day it became whole."""
    rows = LevelStatement.objects.filter(record__in=schools, whole_at__isnull=False)
    for record, year, at in rows.values_list("record", "record__year", "whole_at"):
        on, spans = timezone.localdate(at), frozenset({start_of(year)})
        yield Done(schools[record], STATEMENT, "statement", record, on, spans)


def _done(
    school: int,
    activity: str,
    kind: str,
    key: int,
    term: int,
    at: datetime | None = None,
) -> Done:
    day = timezone.localdate(at) if at else None
    return Done(school, activity, kind, key, day, frozenset({span_of(term)}))
