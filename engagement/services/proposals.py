"""Raising a level: drafting, proposing, the other side's view, withdrawing (SM-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import (
    Level,
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    View,
)
from engagement.queries.best_fit import characteristics
from engagement.queries.gradings import Findings, findings_of
from engagement.queries.grid import grid_of
from engagement.rules import levels as rules
from engagement.rules.best_fit import fit_by_theme, most_themes
from engagement.rules.phases import check_leaving, stay_at
from engagement.rules.records import check_teaches
from engagement.rules.suggestion import Evidence, met, suggest
from engagement.services.change_evidence import Cited, check_cited, cite
from engagement.services.holding import hold_open
from engagement.services.level_steps import (
    approvers,
    move,
    notify,
    other_side_users,
    own_side,
    tell,
)
from engagement.services.picks import Pick, ThemeSaid, write_picks
from sitrack.core import clock
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from sitrack.core.words import worded

__all__ = [
    "Pick",
    "Proposal",
    "ThemeSaid",
    "change_draft",
    "draft_level",
    "give_view",
    "propose",
    "suggested_level",
    "withdraw",
]


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes: the level, from when, on which grounds.

    ``plan_active`` says whether an additional engagement plan runs at the school, which
    the apps above know: the criterion about its priorities counts then (SUF-C-07).
    """

    level: Level
    effective_from: date
    picks: tuple[Pick, ...]
    reason: str = ""
    rationale: str = ""
    plan_active: bool = False
    themes: tuple[ThemeSaid, ...] = ()
    cited: Cited | None = None


def suggested_level(
    record: SchoolYearRecord, picks: Iterable[Pick], *, plan_active: bool = False
) -> Level | None:
    """The level that the picks suggest; people decide (SUF-C, DP-02).

    Where a level is a best fit and no headline speaks, it is the level that most themes
    fit.
    """
    levels = {level.code: level for level in grid_of(record.framework).levels}
    held = list(picks)
    found = findings_of(record.school, record.framework)
    code = suggest(
        levels.values(),
        picks={pick.criterion.code for pick in held if not pick.not_applicable}
        | (found.codes if found else frozenset()),
        not_applicable={pick.criterion.code for pick in held if pick.not_applicable},
        plan_active=plan_active,
    )
    if code is None and record.framework.is_best_fit:
        code = most_themes(fit_by_theme(characteristics(held, levels.values())))
    return levels[code] if code else None


def levels_met(
    record: SchoolYearRecord, found: Findings | None, picks: Iterable[Pick] = ()
) -> list[Level]:
    """Every level that has its criteria, the highest last: where there are several they
    conflict, and people decide (domain 3.11)."""
    if found is None:
        return []
    levels = {level.code: level for level in record.framework.levels.all()}
    own = {pick.criterion.code for pick in picks if not pick.not_applicable}
    return [levels[code] for code in met(levels.values(), Evidence(own | found.codes))]


@transaction.atomic
def draft_level(
    *, record: SchoolYearRecord, proposal: Proposal, side: Side, by: User
) -> LevelAssignment:
    """Begin a proposal; it stays with its side until it is proposed (CONF-07).

    Raises RuleBroken when another proposal is open (INV-04), when the level is
    not for this school (INV-05), or the day lies outside the year.
    """
    hold_open(record)
    _check_proposal(record, proposal)
    try:
        with transaction.atomic():
            assignment = LevelAssignment.objects.create(
                school=record.school,
                record=record,
                level=proposal.level,
                effective_from=proposal.effective_from,
                raised_by=by,
                raised_side=side,
                raised_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            f"A proposal for {record.school} is already open. It is decided, or"
            " withdrawn by whoever raised it, before another begins."
        ) from None
    was_made(assignment)
    _write(assignment, proposal)
    tell("level.drafted", assignment, by=by, audience=own_side(assignment))
    return assignment


@transaction.atomic
def change_draft(
    *,
    assignment: LevelAssignment,
    proposal: Proposal,
    expected_version: int,
    by: User,
) -> LevelAssignment:
    """Change a proposal that is a draft or was returned. Raises Stale, RuleBroken."""
    rules.check_can("propose", state=assignment.state)
    hold_open(assignment.record)
    _check_proposal(assignment.record, proposal)
    take_next_version(assignment, expected=expected_version)
    _write(assignment, proposal)
    return assignment


@transaction.atomic
def propose(*, assignment: LevelAssignment, by: User) -> LevelAssignment:
    """Put a proposal before the other side. Raises RuleBroken (DP-02)."""
    rules.check_grounds(
        picks=assignment.picks.count(),
        suggested=assignment.suggested.code if assignment.suggested else None,
        chosen=assignment.level.code,
        rationale=assignment.rationale,
        best_fit=assignment.record.framework.is_best_fit,
    )
    check_cited(assignment)
    _check_leaving(assignment)
    rules.check_can("propose", state=assignment.state)
    cleared = {"view": "", "view_level": None, "view_text": ""}
    cleared |= {"viewed_by": None, "viewed_at": None, "decision_note": ""}
    cleared |= {"decided_by": None, "decided_at": None, "reminded_at": None}
    move(assignment, "propose", proposed_at=clock.now(), **cleared)
    tell("level.proposed", assignment, by=by, audience=Audience.LEADERS)
    notify(
        assignment,
        other_side_users(assignment),
        worded("Your view on a {level} is asked"),
    )
    return assignment


@transaction.atomic
def give_view(
    *,
    assignment: LevelAssignment,
    view: View,
    by: User,
    level: Level | None = None,
    text: str = "",
    picks: tuple[Pick, ...] = (),
    themes: tuple[ThemeSaid, ...] = (),
) -> LevelAssignment:
    """Record the other side's view of a proposal; the RLE is told.

    Where none was given in time it is still taken until the decision. Raises RuleBroken
    when the preferred level is missing, or too late.
    """
    rules.check_view(
        view=view,
        preferred=level.code if level else None,
        proposed=assignment.level.code,
    )
    verb = "view"
    if assignment.state == LevelState.VIEWED:
        rules.check_silent(silent=assignment.is_silent)
        verb = "view_late"
    move(
        assignment,
        verb,
        view=view,
        view_level=level,
        view_text=text,
        viewed_by=by,
        viewed_at=clock.now(),
    )
    write_picks(assignment, picks, themes, assignment.other_side)
    tell(
        "level.viewed",
        assignment,
        by=by,
        audience=Audience.LEADERS,
        side=assignment.other_side.spoken,
        view=View(view).label.lower(),
    )
    title = worded("A proposal of a {level} waits for your decision")
    notify(assignment, approvers(assignment), title)
    return assignment


@transaction.atomic
def withdraw(*, assignment: LevelAssignment, by: User) -> LevelAssignment:
    """Take one's own proposal back before it is decided (ACC-043)."""
    told = assignment.state in {LevelState.PROPOSED, LevelState.VIEWED}
    move(assignment, "withdraw")
    audience = Audience.LEADERS if told else own_side(assignment)
    tell("level.withdrawn", assignment, by=by, audience=audience)
    if told:
        users = other_side_users(assignment)
        notify(assignment, users, worded("A proposal of a {level} was withdrawn"))
    return assignment


def _check_leaving(assignment: LevelAssignment) -> None:
    """A level with a shortest time is not left before it without a reason (TRU-P)."""
    if assignment.reason or not assignment.record.framework.is_best_fit:
        return
    day = assignment.effective_from
    rows = LevelAssignment.objects.filter(school=assignment.school).in_force(day)
    held = rows.select_related("level").first()
    if held and held.level_id != assignment.level_id:
        stay = stay_at(held.level.duration, held.effective_from, day)
        check_leaving(stay=stay, label=held.level.label, reason=assignment.reason)


def _check_proposal(record: SchoolYearRecord, proposal: Proposal) -> None:
    rules.check_statutory(
        statutory=proposal.level.statutory, maintained=record.school.maintained
    )
    check_teaches(closed_on=record.school.closed_on, day=proposal.effective_from)
    year = record.year
    rules.check_effective(day=proposal.effective_from, start=year.start, end=year.end)


def _write(assignment: LevelAssignment, proposal: Proposal) -> None:
    assignment.level = proposal.level
    assignment.effective_from = proposal.effective_from
    assignment.reason = proposal.reason
    assignment.rationale = proposal.rationale
    assignment.suggested = suggested_level(
        assignment.record, proposal.picks, plan_active=proposal.plan_active
    )
    assignment.save()
    side = Side(assignment.raised_side)
    write_picks(assignment, proposal.picks, proposal.themes, side)
    cite(assignment, proposal.cited)
