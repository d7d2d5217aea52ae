"""What is due at a school, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engagement.models import Obligation
from reports.choices import OF_PLANS
from reports.queries.due_phases import AHEAD, IN_CALENDAR, OF_A_PHASE, PHASE_PLACES
from schools.access import may
from schools.models import School
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import Event, Term, User
from sitrack.core.roles import Capability

C = Capability
Sides = tuple[Capability, ...]
# Where each activity is done: its page, what that page is about, and who may.
PLACES: dict[str, tuple[str, Callable[[Obligation], tuple[int, ...]], Sides]] = {
    **PHASE_PLACES,
    "conversation": ("visits:visit_new", lambda one: (one.school_id,), (C.LOG_VISIT,)),
    "progress_review": (
        *("visits:visit_new", lambda one: (one.school_id,)),
        (C.LOG_VISIT,),
    ),
    "next_visit_dated": (
        *("visits:visit_plan", lambda one: (one.school_id,)),
        (C.LOG_VISIT,),
    ),
    "inspection_trajectory": (
        *("engagement:trajectory", lambda one: (one.record_id, one.term_id or 0)),
        (C.GIVE_LA_TRAJECTORY, C.GIVE_SCHOOL_TRAJECTORY),
    ),
    "assessment_trajectory": (
        *("engagement:assessments", lambda one: (one.record_id, one.term_id or 0)),
        (C.EDIT_ASSESSMENTS,),
    ),
    "support_plan": (
        *("engagement:support", lambda one: (one.record_id, one.term_id or 0)),
        (C.EDIT_RECORD,),
    ),
    "level_confirmed": (
        *("record", lambda one: (one.record_id,)),
        (C.GIVE_LA_TRAJECTORY, C.GIVE_SCHOOL_TRAJECTORY),
    ),
    **dict.fromkeys(
        ("self_evaluation_la", "self_evaluation_discussed"),
        (
            *("visits:self_evaluations", lambda one: (one.record_id,)),
            (C.WRITE_LA_SELF_EVALUATION,),
        ),
    ),
    **dict.fromkeys(
        ("self_evaluation_school", "self_evaluation_sdp"),
        (
            *("visits:self_evaluations", lambda one: (one.record_id,)),
            (C.WRITE_SCHOOL_SELF_EVALUATION,),
        ),
    ),
    **dict.fromkeys(
        ("evaluation_draft", "evaluation_final"),
        ("visits:evaluation", lambda one: (_after(one.period),), (C.EVALUATE_SCHOOL,)),
    ),
    "evaluation_facts": (
        *("visits:evaluation", lambda one: (_after(one.period),)),
        (C.ANSWER_EVALUATION,),
    ),
    "statement": (
        *("engagement:statement", lambda one: (one.record_id,)),
        (C.WRITE_STATEMENT, C.SIGN_STATEMENT),
    ),
    **dict.fromkeys(
        ("peer_engagement", "headteacher_meeting"),
        ("engagement:contact_add", lambda one: (one.school_id,), (C.LOG_VISIT,)),
    ),
    "term_report": (
        *("plans:term_report_write", lambda one: (one.school_id,)),
        (C.REVIEW_PLAN,),
    ),
    "validation": (
        *("engagement:validation_add", lambda one: (one.school_id,)),
        (C.ENTER_INSPECTION,),
    ),
    **dict.fromkeys(
        ("officer_visit", "senior_visit", "academy_meeting"),
        ("visits:visit_new", lambda one: (one.school_id,), (C.LOG_VISIT,)),
    ),
    "targeted_letter": (
        *("engagement:targeted_send", lambda one: (one.record_id,)),
        (C.STEER_CASE,),
    ),
    # Who may begin a plan is led to the one that goes on.
    **dict.fromkeys(
        OF_PLANS, ("plans:plan_open", lambda one: (one.school_id,), (C.OPEN_PLAN,))
    ),
}
PARTS = {"level_confirmed": "?part=position"}
MET_AT = {
    "phase_review": "phase_review",
    "visit": "visits:visit",
    "level": "level",
    "plan": "plans:plan",
    "self_evaluation": "visits:self_evaluation",
    "school_evaluation": "visits:evaluation",
    "school_letter": "engagement:school_letter",
    "statement": "engagement:statement",
}
MOST_EVENTS = 20


@dataclass(frozen=True)
class Line:
    """One thing that is due, as a reader meets it; ``href`` is where it is done, or
    where what met it stands."""

    row: Obligation
    href: str = ""

    @property
    def state(self) -> str:
        return state_of(self.row.met_on, self.row.waived_at, self.row.cancelled)


def state_of(met_on: date | None, waived_at: datetime | None, cancelled: str) -> str:
    """How one thing that was asked for stands."""
    if met_on:
        return "done"
    if waived_at:
        return "waived"
    return "cancelled" if cancelled else "open"


@dataclass(frozen=True)
class Group:
    """What is due by the end of one term, or on days of its own where there is none."""

    term: Term | None
    lines: list[Line]

    @property
    def title(self) -> str:
        """The heading of what is due here."""
        if self.term is not None:
            return str(self.term)
        anchors = {line.row.rule.rule.get("anchor") for line in self.lines}
        return "Agreed at visits" if anchors == {"visit"} else "On days of their own"

    @property
    def is_ahead(self) -> bool:
        """A term that has not begun: nothing of it waits yet."""
        return self.term is not None and self.term.start > calendar.today()

    @property
    def open(self) -> int:
        return sum(line.state == "open" for line in self.lines)


def due_at(school: School, user: User) -> list[Group]:
    """Everything that is due in the years that go on: the present term first, then
    what belongs to no term and is not done, the terms before, and those to come. Of
    what is asked for each week no more is listed than that of the next weeks."""
    today = calendar.today()
    rows = Obligation.objects.filter(school=school, record__year__end__gte=today)
    here: dict[int | None, list[Line]] = {}
    terms: dict[int, Term] = {}
    may_do = {
        one: may(user, one, school) for *_, sides in PLACES.values() for one in sides
    }
    for row in rows.select_related("term__year", "waived_by", "rule"):
        often = row.activity in OF_A_PHASE or row.rule.rule.get("unit") == "week"
        far = often and row.due_on > today + AHEAD
        over = row.term is None and (row.met_on or row.cancelled)
        if over or (row.term is None and far):
            continue
        if row.term:
            terms[row.term.pk] = row.term
        here.setdefault(row.term_id, []).append(Line(row, _href(row, may_do)))
    begun = sorted(
        (term for term in terms.values() if term.start <= today),
        key=lambda term: term.start,
        reverse=True,
    )
    ahead = sorted(
        (term for term in terms.values() if term.start > today),
        key=lambda term: term.start,
    )
    groups = [Group(term, here[term.pk]) for term in [*begun, *ahead]]
    if None in here:
        groups.insert(1 if begun else 0, Group(None, here[None]))
    return groups


def _href(row: Obligation, may_do: dict[Capability, bool]) -> str:
    if row.met_on:
        page = MET_AT.get(row.met_kind)
        return address(page, row.met_key or 0) if page else ""
    ahead = row.term is not None and row.term.start > calendar.today()
    if not row.is_open or ahead or row.activity not in PLACES:
        return ""
    page, keys, sides = PLACES[row.activity]
    if not any(may_do[side] for side in sides):
        return ""
    if row.activity in IN_CALENDAR:
        return f"{address(page, *keys(row))}?due={row.pk}"
    return address(page, *keys(row)) + PARTS.get(row.activity, "")


def _after(period: str) -> int:
    """The key of what a period is counted from, such as an evaluation's."""
    return int(period.partition(":")[2])


def due_history(school: School, audiences: Any) -> list[Event]:
    """What was waived and asked for again, the newest first."""
    told = Event.objects.within(school.scope).told_to(audiences)
    return list(told.filter(verb__startswith="obligation.")[:MOST_EVENTS])
