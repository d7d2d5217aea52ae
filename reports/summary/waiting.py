"""What waits at a school, from its facts: groups of one kind for the same readers."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from engagement.models import LevelState, SchoolYearRecord, Side, TrajectoryView
from reports.choices import (
    A_KIND,
    COUNTED_LATE,
    LEAD_HEARS_LATE,
    NOTHING_WAITS,
    ONE_OF_NO_DAY,
    Kind,
)
from reports.summary.known import Row, SchoolFacts
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Delegable, Role
from sitrack.core.words import worded
from visits.models import VisitState

KEPT = 10
# What the term asks for is told of from two weeks before it is due (journey 5.1).
SOON = timedelta(days=14)
TRAJECTORY, CONVERSATION = "inspection_trajectory", "conversation"
AT_A_VISIT = frozenset({CONVERSATION, "progress_review"})
STEP_WORDS = 120
# A deputy for whom it waits is named by what the headteacher lets them do.
PROPOSERS = frozenset({Role.HEADTEACHER, Delegable.LEVELS})
AGREES = frozenset({Role.HEADTEACHER, Delegable.PLANS})
WRITERS = frozenset({Role.OFFICER, Role.LEAD})
OFFICERS = frozenset({Role.OFFICER})
ACTION_OWNERS = SCHOOL_LEADERS | {Role.TEAM, Role.SENDCO}
NOTE_WRITERS = AUTHORITY_ROLES | {Role.TEAM}
PLACES = {kind: place for place, kind in enumerate(Kind)}
# What waits for as long as a term goes on, and in the next term is another thing.
OF_A_TERM = {Kind.TRAJECTORY, Kind.NO_NEXT_VISIT, Kind.NO_VISIT, Kind.HOURS}
Line = tuple[Any, ...]


@dataclass
class Group:
    """Things of one kind that concern the same readers: those who hold, or are let do,
    one of ``roles`` here, and ``user`` where they hold one of ``own``; never ``never``.

    A line is a key, a day and words; what is due by a cadence adds its own key to its
    school's. The most pressing lines are kept, ``more`` counts the rest.
    """

    kind: str
    roles: list[str]
    own: list[str] = field(default_factory=list)
    user: int | None = None
    never: list[int] = field(default_factory=list)
    lines: list[list[Any]] = field(default_factory=list)
    more: int = 0

    @property
    def rank(self) -> int:
        return _rank(Kind(self.kind), self.lines[0])

    def rank_but(self, put_off: Container[str], term: int | None) -> int:
        """The rank of what is left without these keys."""
        kind, left = Kind(self.kind), self.more
        for line in self.lines:
            if key_of(kind, line, term) not in put_off:
                return _rank(kind, line)
        return _rank(kind, self.lines[-1]) if left else NOTHING_WAITS

    def concerns(self, roles: Iterable[str], user: int | None) -> bool:
        """Whether this waits for somebody with these roles at the school."""
        if user in self.never:
            return False
        held = set(roles)
        return bool(
            held.intersection(self.roles)
            or (user is not None and user == self.user and held.intersection(self.own))
        )


def key_of(kind: Kind, line: Sequence[Any], term: int | None) -> str:
    """Names one thing for as long as it waits, whatever its day."""
    if kind is Kind.DUE:
        return f"{kind}-{line[3]}"
    if kind in OF_A_TERM:
        return f"{kind}-{line[0]}-{term or 0}"
    return f"{kind}-{line[0]}"


def _rank(kind: Kind, line: Sequence[Any]) -> int:
    day = line[1]
    days = date.fromisoformat(day).toordinal() if day else ONE_OF_NO_DAY
    return PLACES[kind] * A_KIND + days


def groups_of(facts: SchoolFacts) -> list[Group]:
    """Everything that waits at the school, the most pressing first."""
    groups: dict[Any, Group] = {}
    for group, line in _lines(facts):
        roles = (tuple(group.roles), tuple(group.own), tuple(group.never))
        audience = (group.kind, group.user, roles)
        groups.setdefault(audience, group).lines.append(list(line))
    for group in groups.values():
        group.lines.sort(key=lambda line: line[1] or "9999")
        group.more = max(0, len(group.lines) - KEPT)
        del group.lines[KEPT:]
    return sorted(groups.values(), key=lambda group: group.rank)


def rank_of(
    groups: Iterable[Group],
    roles: Iterable[str],
    user: int | None,
    *,
    put_off: Container[str] = (),
    term: int | None = None,
) -> int:
    """How pressing the school is for a reader, who has put some of it off: small first."""
    held = list(roles)
    ranks = (
        group.rank_but(put_off, term) for group in groups if group.concerns(held, user)
    )
    return min(ranks, default=NOTHING_WAITS)


def stored(groups: Iterable[Group]) -> list[dict[str, Any]]:
    """The groups as plain values; what is empty is left out."""
    return [
        {name: value for name, value in asdict(group).items() if value}
        for group in groups
    ]


def concerning(
    values: Iterable[dict[str, Any]], roles: Iterable[str], user: int
) -> list[dict[str, Any]]:
    """Those of the stored groups that concern a reader; as ``Group.concerns`` says."""
    held = list(roles)
    return [
        value
        for value in values
        if Group(
            value["kind"],
            value.get("roles", []),
            value.get("own", []),
            value.get("user"),
            value.get("never", []),
        ).concerns(held, user)
    ]


Found = Iterator[tuple[Group, Line]]


def _group(kind: Kind, roles: Iterable[str], **more: Any) -> Group:
    return Group(kind.value, sorted(str(role) for role in roles), **more)


def _lines(facts: SchoolFacts) -> Found:
    for visit in facts.visits:
        yield from _of_note(facts, visit)
    for level in facts.levels:
        yield from _of_level(level)
    for part, record_key, words in facts.unsigned:
        yield _group(Kind.SIGN, [part]), (record_key, "", words)
    yield from _of_plans(facts)
    for step in facts.steps:
        if step["due_on"] < facts.day:
            yield from _of_step(step)
    if facts.ceiling is not None and facts.minutes.get(True, 0) > facts.ceiling:
        yield _group(Kind.HOURS, AUTHORITY_ROLES), (facts.school["pk"], "", "")
    record = facts.record
    if facts.term and record and record["state"] == SchoolYearRecord.State.OPEN:
        yield from _of_the_term(facts, record)


def _of_note(facts: SchoolFacts, visit: Row) -> Found:
    line = (visit["pk"], visit["date"].isoformat(), "")
    if visit["state"] == VisitState.SHARED:
        yield _group(Kind.READ_NOTE, SCHOOL_LEADERS), line
        return
    if visit["state"] == VisitState.COMMENTED:
        unanswered = visit["pk"] in facts.unanswered
        kind = Kind.COMMENT if unanswered else Kind.FINALISE
    elif visit["state"] == VisitState.DRAFT:
        kind = Kind.DRAFT
    elif visit["date"] < facts.day:
        kind = Kind.HELD
    elif visit["other_time"]:
        kind = Kind.OTHER_TIME
    else:
        return
    own = {"own": sorted(NOTE_WRITERS), "user": visit["lead__user"]}
    yield _group(kind, OFFICERS, **own), line


def _of_level(level: Row) -> Found:
    line = (level["pk"], level["effective_from"].isoformat(), level["level__label"])
    by_school = level["raised_side"] == Side.SCHOOL
    if level["state"] == LevelState.PROPOSED:
        yield _group(Kind.LEVEL_VIEW, WRITERS if by_school else SCHOOL_LEADERS), line
    elif level["state"] == LevelState.RETURNED:
        yield _group(Kind.RETURNED, PROPOSERS if by_school else WRITERS), line
    elif level["state"] == LevelState.VIEWED:
        never = {level["raised_by"], level["viewed_by"]} - {None}
        decider = {Role(level["level__approver"])} & {Role.LEAD, Role.HEAD}
        yield _group(Kind.DECIDE, decider, never=sorted(never)), line
    elif level["waits_for_view"]:
        yield _group(Kind.VIEW_AFTER, SCHOOL_LEADERS), line


def _of_step(step: Row) -> Found:
    own = {"own": sorted(SCHOOL_LEADERS), "user": step["person__user"]}
    line = (step["pk"], step["due_on"].isoformat(), step["text"][:STEP_WORDS])
    yield _group(Kind.STEP, AUTHORITY_ROLES, **own), line


def _of_plans(facts: SchoolFacts) -> Found:
    for turn in facts.turns:
        yield _group(Kind.CASE, turn.roles), (turn.case, turn.day, turn.told)
    for plan in facts.plans:
        yield from _of_plan(plan)
    for action in facts.actions:
        yield from _of_action(action)


def _of_plan(plan: Row) -> Found:
    """A plan that one side has agreed waits for the other; at the statutory level for
    the LA once the school's view is recorded (DEC-05)."""
    line = (plan["pk"], "", "")
    if (plan["school_agreed_at"] and not plan["la_agreed_at"]) or (
        plan["la_agreed_at"] and plan["level__statutory"] and plan["school_view"]
    ):
        yield _group(Kind.AGREE_PLAN, OFFICERS), line
    elif plan["la_agreed_at"]:
        yield _group(Kind.AGREE_PLAN, AGREES), line


def _of_action(action: Row) -> Found:
    own = {"own": sorted(ACTION_OWNERS), "user": action["person__user"]}
    line = (action["pk"], action["due_on"].isoformat(), action["text"][:STEP_WORDS])
    yield _group(Kind.ACTION, AUTHORITY_ROLES, **own), line


def _of_the_term(facts: SchoolFacts, record: Row) -> Found:
    yield from _of_views(facts, record)
    yield from _of_next_visit(facts)
    told = {TRAJECTORY} if facts.held_this_term else {TRAJECTORY, *AT_A_VISIT}
    for duty in facts.duties:
        if duty["due_on"] <= facts.day + SOON and duty["activity"] not in told:
            day = duty["due_on"].isoformat()
            label = label_of(duty["label"], duty["activity"], duty["due_on"], facts.day)
            line = (facts.school["pk"], day, label, duty["pk"])
            yield _group(Kind.DUE, _hears_of(duty, facts.day)), line


def label_of(label: str, activity: str, due_on: date, today: date) -> str:
    """What is due, with the days that it is overdue where those are counted."""
    late = (today - due_on).days
    if late <= 0 or activity not in COUNTED_LATE:
        return label
    return f"{label}, {late} day{'' if late == 1 else 's'} overdue"


def _hears_of(duty: Row, today: date) -> list[Role]:
    """Who does it, and for some of it the region's lead once it is late."""
    late = duty["due_on"] < today and duty["activity"] in LEAD_HEARS_LATE
    return sorted({Role(duty["responsible"]), *([Role.LEAD] if late else [])})


def _of_views(facts: SchoolFacts, record: Row) -> Found:
    """Each side's view, for as long as both are not given (SUF-T-03)."""
    duty = facts.duty(TRAJECTORY)
    if duty is None:
        return
    for roles, side, words in (
        (OFFICERS, TrajectoryView.Viewpoint.LA, worded("the {authority}’s view")),
        (SCHOOL_LEADERS, TrajectoryView.Viewpoint.SCHOOL, "the school’s view"),
    ):
        if not facts.view(side):
            line = (record["pk"], duty["due_on"].isoformat(), words)
            yield _group(Kind.TRAJECTORY, roles), line


def _of_next_visit(facts: SchoolFacts) -> Found:
    school, duty = facts.school["pk"], facts.duty(CONVERSATION)
    if facts.held_this_term:
        if facts.next_visit is None:
            words = "No next visit is planned"
            yield _group(Kind.NO_NEXT_VISIT, AUTHORITY_ROLES), (school, "", words)
    elif duty and facts.next_visit is None:
        words = "No visit yet this term, and none is planned"
        line = (school, duty["due_on"].isoformat(), words)
        yield _group(Kind.NO_NEXT_VISIT, AUTHORITY_ROLES), line
    elif duty:
        line = (school, duty["due_on"].isoformat(), "")
        yield _group(Kind.NO_VISIT, AUTHORITY_ROLES), line
