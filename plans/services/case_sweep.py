"""What follows of itself: a case opens with its level, and goes on with its notice.

Run by the sweep, twice or at once it does each once.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import DateField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from engagement.models import (
    FrameworkVersion,
    LevelAssignment,
    RestrictedLetter,
)
from engagement.queries.forms import form_of
from engagement.rules import letters
from plans.models import CaseState, IntensiveCase, Plan, PlanReview, PlanState
from plans.services.case_steps import hold, move, notify, tell
from plans.services.cases import evaluated, evaluated_finally, planned, reviewed
from schools.choices import TEACHING
from sitrack.core import calendar
from sitrack.core.models import Audience
from sitrack.core.rules import RuleBroken
from visits.models.evaluations import AHEAD, Evaluation, EvaluationState

FOLLOWS = [
    *(CaseState.IMPLEMENTING, CaseState.REVIEW3, CaseState.NOTICE),
    *(CaseState.IMPLEMENTING2, CaseState.REVIEW),
]
# The basis of an evaluation that was held on its own pages.
HELD = "evaluation"
AT_MEETING = "What was found stands in the record of the meeting."
# What has become of the letter, and the step that the case takes for it.
OUT = (letters.IMPLEMENTATION, letters.ISSUED)


def open_cases(limit: int) -> int:
    """Open a case at each school that stands at a level of intensive support and has
    none open; returns how many (SM-7)."""
    frameworks = _frameworks()
    if not frameworks:
        return 0
    today = calendar.today()
    had = IntensiveCase.objects.filter(level=OuterRef("pk"))
    running = IntensiveCase.objects.filter(school=OuterRef("school")).open()
    rows = (
        LevelAssignment.objects.in_force(today)
        .filter(school__status__in=TEACHING)
        .exclude(level__offer="")
        .filter(level__framework__in=frameworks)
        .annotate(had=Exists(had), runs=Exists(running))
        .filter(had=False, runs=False)
        .select_related("school", "record__framework", "level")
    )
    return sum(_open(row) for row in rows.order_by("pk")[:limit])


def _frameworks() -> list[int]:
    rows = FrameworkVersion.objects.filter(forms__has_key="intensive")
    return list(rows.values_list("pk", flat=True))


def _open(row: LevelAssignment) -> bool:
    form = form_of(row.record.framework, "intensive")
    if form is None or row.level.offer != form.offer:
        return False
    try:
        with transaction.atomic():
            case = IntensiveCase.objects.create(
                school=row.school,
                record=row.record,
                level=row,
                opened_on=calendar.today(),
            )
            tell("case.opened", case, by=None)
            notify(case, "Intensive support begins", but=None)
    except IntegrityError:
        return False
    return True


def follow_work(limit: int) -> int:
    """Cases go on with what both sides did on its own page: the evaluation of needs
    that was held, the plan that both agreed, its meetings (WIL-O-11 to 14)."""
    held = Evaluation.objects.filter(record__school=OuterRef("school"))
    held = held.exclude(state__in=[*AHEAD, EvaluationState.CALLED_OFF]).filter(
        evaluation_on__gte=OuterRef("level__effective_from")
    )
    agreed = Plan.objects.filter(
        school=OuterRef("school"),
        la_agreed_at__isnull=False,
        school_agreed_at__isnull=False,
        la_agreed_at__date__gte=OuterRef("evaluated_on"),
    ).exclude(state__in=[PlanState.DRAFT, PlanState.CANCELLED])
    first_held = held.order_by("evaluation_on").values("evaluation_on")[:1]
    dated = agreed.annotate(day=TruncDate("la_agreed_at")).order_by("la_agreed_at")
    found = [
        *_with_day(CaseState.EVALUATION, first_held)[:limit],
        *_with_day(CaseState.PLANNING, dated.values("day")[:1])[:limit],
        *_with_day(CaseState.IMPLEMENTING, _met_since("planned_on"))[:limit],
        *_with_day(CaseState.FINAL6, _met_since("decided_on"))[:limit],
    ]
    return sum(_worked(pk, day) for pk, day in found)


def _met_since(day: str) -> Any:
    """The first meeting of the school’s plan that both sides can read, since a day of
    the case."""
    held = PlanReview.objects.filter(
        plan__school=OuterRef("school"),
        shared_at__isnull=False,
        held_on__gte=OuterRef(day),
    ).exclude(form="")
    return held.order_by("held_on").values("held_on")[:1]


def _with_day(state: CaseState, day: Any) -> Any:
    rows = IntensiveCase.objects.filter(state=state).annotate(
        day=Subquery(day, output_field=DateField())
    )
    return rows.filter(day__isnull=False).order_by("pk").values_list("pk", "day")


def _worked(key: int, day: date) -> bool:
    try:
        with transaction.atomic():
            case = hold(IntensiveCase(pk=key))
            _take_up(case, day)
    except RuleBroken:
        return False
    return True


def _take_up(case: IntensiveCase, day: date) -> None:
    """The step that what was done on that day means for the case."""
    if case.state == CaseState.EVALUATION:
        evaluated(case=case, basis=HELD, day=day, by=None)
    elif case.state == CaseState.PLANNING:
        usual = case.review_on or day
        planned(case=case, day=day, review_on=usual, note="", by=None)
    elif case.state == CaseState.IMPLEMENTING:
        reviewed(case=case, day=day, by=None)
    else:
        evaluated_finally(case=case, day=day, note=AT_MEETING, by=None)


def follow_notices(limit: int) -> int:
    """Cases whose restricted letter has gone further go on with it; returns how many."""
    sent = RestrictedLetter.objects.filter(
        course=letters.CONCERN,
        school=OuterRef("school"),
        issued_at__isnull=False,
        drafted_at__date__gte=OuterRef("opened_on"),
    )
    newest = sent.order_by("-issued_at", "-pk")
    rows = (
        IntensiveCase.objects.filter(state__in=FOLLOWS)
        .annotate(letter=newest.values("pk")[:1], stands=newest.values("state")[:1])
        .filter(letter__isnull=False)
        .exclude(Q(state=CaseState.IMPLEMENTING2) & Q(stands__in=OUT))
        .exclude(Q(state=CaseState.REVIEW, stands=letters.REVIEW))
    )
    found = list(rows.order_by("pk").values_list("pk", "letter")[:limit])
    return sum(_follow(case, letter) for case, letter in found)


def _follow(key: int, letter_key: int) -> bool:
    try:
        with transaction.atomic():
            case = hold(IntensiveCase(pk=key))
            letter = RestrictedLetter.objects.get(pk=letter_key)
            return _go_on(case, letter)
    except RuleBroken:
        return False


def _go_on(case: IntensiveCase, letter: RestrictedLetter) -> bool:
    """Every step that lies between the case and its letter, in their order."""
    before = case.state
    today = calendar.today()
    if case.state in {CaseState.IMPLEMENTING, CaseState.REVIEW3, CaseState.NOTICE}:
        out = {"notice": letter, "noticed_on": today, "again_on": letter.review_on}
        move(case, "noticed", **out)
        tell("case.noticed", case, by=None, audience=Audience.RESTRICTED)
    if letter.state == letters.REVIEW and case.state == CaseState.IMPLEMENTING2:
        move(case, "reviewed_again", reviewed_again_on=today)
        tell("case.reviewed_again", case, by=None, audience=Audience.RESTRICTED)
    if letter.state == letters.SUFFICIENT:
        again = case.reviewed_again_on or today
        final = max(case.final_on or today, today)
        move(case, "recovered", reviewed_again_on=again, final_on=final)
        tell("case.recovered", case, by=None)
        notify(case, "Progress is sufficient", but=None)
    if letter.state == letters.INSUFFICIENT:
        move(case, "failed", reviewed_again_on=case.reviewed_again_on or today)
        tell("case.failed", case, by=None, audience=Audience.RESTRICTED)
    if case.state != before:
        tell("case.moved", case, by=None, audience=Audience.RESTRICTED)
    return case.state != before
