"""A proposal of a level as a page shows it: whose move it is, and both views."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engagement.models import (
    CriterionPick,
    Level,
    LevelAssignment,
    Side,
    TrajectoryView,
    View,
)
from engagement.queries.best_fit import FitPicture, Fitting, ThemeSays, said_by
from engagement.rules.levels import (
    APPROVER,
    RAISER,
    SYSTEM,
    TRANSITIONS,
    verbs_from,
)
from schools.access import is_school_leader, may
from schools.models import School
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, Role
from sitrack.core.rules import Transition
from sitrack.core.words import worded

SHOWN_WITH = (
    "school",
    "record__year",
    "record__framework",
    "level",
    "suggested",
    "view_level",
    "raised_by",
    "viewed_by",
    "decided_by",
)
# Columns of those rows that no page of a proposal shows.
UNSHOWN = tuple(
    f"{row}__{column}"
    for rows, columns in (
        (["record__framework"], ["labels", "offers", "traded", "source"]),
        (["record"], ["vision"]),
        (["level", "suggested", "view_level"], ["duration", "suggest_when"]),
        (["raised_by", "viewed_by", "decided_by"], ["password", "last_login"]),
    )
    for row in rows
    for column in columns
)
# Of a view that was given, what the page of a proposal shows.
GIVEN = (
    *("subject", "viewpoint", "comment", "given_at"),
    *("option__label", "given_by__name"),
)
# Of what was picked, what a best fit shows beyond that.
FITTED = (
    *("decisive", "criterion__code", "criterion__decisive"),
    *("criterion__theme_id", "criterion__level_id"),
)
VIEW_CAPABILITY = {
    Side.SCHOOL: Capability.GIVE_SCHOOL_LEVEL_VIEW,
    Side.LA: Capability.GIVE_LA_LEVEL_VIEW,
}


def side_of(user: User, school: School) -> Side:
    """For which side the user speaks at a school."""
    return Side.SCHOOL if is_school_leader(user, school) else Side.LA


def has_part(user: User, verb: str, assignment: LevelAssignment) -> bool:
    """Whether a step of SM-1 is this user's to take, whatever the state."""
    school = assignment.school
    part = TRANSITIONS[verb].by
    if part == RAISER:
        return _speaks_for_raiser(user, assignment)
    if part == APPROVER:
        return decides(user, assignment) and user.pk not in _takes_part(assignment)
    if verb == "view_after" and (not assignment.forced or assignment.view):
        return False
    if part == SYSTEM or (verb == "view_late" and not assignment.is_silent):
        return False
    return may(user, VIEW_CAPABILITY[assignment.other_side], school)


def steps_open_to(user: User, assignment: LevelAssignment) -> list[Transition]:
    """The steps that the state allows and this user may take: the page's buttons.
    In a locked record there are none (INV-06)."""
    if assignment.record.is_locked:
        return []
    return [
        step
        for step in verbs_from(assignment.state)
        if has_part(user, step.verb, assignment)
    ]


def decides(user: User, assignment: LevelAssignment) -> bool:
    """Whether deciding this level belongs to the user's role (SUF-W-14)."""
    by_head = assignment.level.approver == Role.HEAD
    capability = (
        Capability.DECIDE_STATUTORY_LEVEL if by_head else Capability.DECIDE_LEVEL
    )
    return may(user, capability, assignment.school)


def _takes_part(assignment: LevelAssignment) -> Collection[int | None]:
    return {assignment.raised_by_id, assignment.viewed_by_id}


def _speaks_for_raiser(user: User, assignment: LevelAssignment) -> bool:
    """The raiser; once they have left, whoever may propose for their side.

    Not whoever decides: they return or reject it, and do not withdraw it.
    """
    school = assignment.school
    if not may(user, Capability.PROPOSE_LEVEL, school):
        return False
    if user.pk == assignment.raised_by_id:
        return True
    if side_of(user, school) != assignment.raised_side or decides(user, assignment):
        return False
    return not may(assignment.raised_by, Capability.PROPOSE_LEVEL, school)


@dataclass(frozen=True)
class SideShown:
    """What one side says about a proposal, with the criteria it picked."""

    side: Side
    raised: bool
    verdict: str
    level: Level | None
    texts: tuple[str, ...]
    picks: tuple[CriterionPick, ...]
    by: User | None
    at: datetime | None
    themes: Sequence[ThemeSays] = ()
    fit: FitPicture | None = None

    @property
    def given(self) -> bool:
        return self.raised or self.at is not None


def both_sides(assignment: LevelAssignment) -> list[SideShown]:
    """The school's side and the LA's, in this order, whoever raised it: one query, and
    two where a level is a best fit."""
    best_fit = assignment.record.framework.is_best_fit
    picks = _fitting_picks(assignment.pk) if best_fit else _picks(assignment.pk)
    sides = [_side(assignment, side, picks) for side in (Side.SCHOOL, Side.LA)]
    return _fitted(assignment, sides) if best_fit else sides


def _picked_in(assignment: int, *more: str) -> Any:
    rows = CriterionPick.objects.filter(assignment=assignment)
    return rows.select_related("criterion", "inspection").only(
        *("assignment_id", "side", "evidence", "not_applicable"),
        *("criterion__text", "inspection__held_on", "inspection__kind"),
        *("inspection__school_id", *more),
    )


@prepared
def _picks(assignment: int) -> Any:
    return _picked_in(assignment)


@prepared
def _fitting_picks(assignment: int) -> Any:
    return _picked_in(assignment, *FITTED)


def _fitted(assignment: LevelAssignment, sides: list[SideShown]) -> list[SideShown]:
    """The sides with their picks by theme, and the picture of each: one query."""
    fitting, said = Fitting(assignment.record.framework), said_by(assignment)
    return [
        replace(
            shown,
            picks=tuple(one for one in shown.picks if not one.criterion.theme_id),
            themes=fitting.says(
                shown.picks, {one.theme_id: one.text for one in said[shown.side]}
            ),
            fit=fitting.picture(shown.picks) if shown.picks else None,
        )
        for shown in sides
    ]


def _side(
    assignment: LevelAssignment, side: Side, picks: list[CriterionPick]
) -> SideShown:
    raised = assignment.raised_side == side
    own = tuple(pick for pick in picks if pick.side == side)
    if raised:
        return SideShown(
            side=side,
            raised=True,
            verdict=f"{'Sets' if assignment.forced else 'Proposes'} {assignment.level}",
            level=assignment.level,
            texts=(assignment.reason, assignment.rationale),
            picks=own,
            by=assignment.raised_by,
            at=assignment.decided_at if assignment.forced else assignment.proposed_at,
        )
    return SideShown(
        side=side,
        raised=False,
        verdict=_verdict(assignment),
        level=assignment.view_level,
        texts=(assignment.view_text,),
        picks=own,
        by=assignment.viewed_by,
        at=assignment.viewed_at,
    )


def _verdict(assignment: LevelAssignment) -> str:
    if not assignment.view:
        return "Not yet given"
    if assignment.is_silent:
        return "No response within ten working days"
    return View(assignment.view).label


@dataclass(frozen=True)
class TrajectoryShown:
    """One view of a term's trajectory; ``view`` is None until it is given."""

    label: str
    view: TrajectoryView | None


def trajectories(record: int, term: int) -> list[TrajectoryShown]:
    """What was given for a term, by the keys of record and term: the school's view, the
    LA's, the joint one."""
    given = _given_in(record, term)
    found = {(view.subject, view.viewpoint): view for view in given}
    return [
        TrajectoryShown("School’s view", found.get(("inspection", "school"))),
        TrajectoryShown(worded("{Authority} view"), found.get(("inspection", "la"))),
        TrajectoryShown("Assessments", found.get(("assessment", "joint"))),
    ]


@prepared
def _given_in(record: int, term: int) -> Any:
    rows = TrajectoryView.objects.filter(
        record=record, term=term, given_at__isnull=False
    )
    return rows.select_related("option", "given_by").only(*GIVEN)
