"""What became of the checks and the support that a level brings (SUF-E-07 to 12)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from engagement.models import SupportRequest, Team
from engagement.services.records import change_header
from engagement.services.requests import Asked, send_request
from plans.models import CheckState, EntitlementUse
from plans.rules.editing import check_may_change
from plans.services.editing import hold
from plans.services.plan_steps import tell
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from sitrack.core.words import worded


@dataclass(frozen=True)
class CheckStands:
    """How far a check is, as its writer leaves it."""

    state: str
    team: Team | None
    day: date | None
    outcome: str


@transaction.atomic
def update_check(
    *, check: EntitlementUse, stands: CheckStands, expected_version: int, by: User
) -> EntitlementUse:
    """Say how far a check is. Raises Stale, and RuleBroken where one is arranged or
    done without a day."""
    held = hold(check.plan)
    check_may_change(held.state)
    dated = stands.state in (CheckState.BOOKED, CheckState.DONE)
    if dated and stands.day is None:
        raise RuleBroken("Enter the day of the check.", "day")
    take_next_version(check, expected=expected_version)
    check.state, check.team = stands.state, stands.team
    check.day = stands.day
    check.outcome = stands.outcome
    check.save()
    tell(
        "plan.check_updated",
        held,
        by=by,
        check=check.line.text,
        state=check.get_state_display().lower(),
    )
    return check


@transaction.atomic
def ask_for_support(*, check: EntitlementUse, text: str, by: User) -> SupportRequest:
    """Ask the team of a check for support that arises from it (SUF-E-11, ACC-093).

    Raises RuleBroken without a team, and in the holidays, where no term runs.
    """
    held = hold(check.plan)
    check_may_change(held.state)
    term = calendar.term_on(calendar.today())
    if term is None:
        raise RuleBroken(
            "Support is asked for in a term. Ask again once one has begun."
        )
    record = held.school.records.filter(year=term.year_id).first()
    if record is None:
        raise RuleBroken(worded("The school has no {record} for this year yet."))
    if check.team is None:
        raise RuleBroken("Name the team of this check first.", "text")
    return send_request(
        record=record,
        term=term,
        asked=Asked(team=check.team, team_words="", text=text),
        by=by,
    )


def is_adviser(check: EntitlementUse) -> bool:
    """Whether an item is an officer's own support to the headteacher (SUF-E-12)."""
    return check.line.provider == Role.OFFICER


@transaction.atomic
def name_adviser(*, check: EntitlementUse, name: str, by: User) -> None:
    """Name the officer who is the external adviser for performance management.

    The name goes into the header of the year's record, and nothing else is kept
    (SUF-E-12, SUF-R-09, CONF-08). Raises RuleBroken for another item, or in a locked
    record.
    """
    held = hold(check.plan)
    check_may_change(held.state)
    if not is_adviser(check):
        raise RuleBroken("This item names no adviser.")
    year = calendar.year_on(calendar.today())
    record = held.school.records.filter(year=year).first() or held.record
    change_header(
        record=record,
        expected_version=record.version,
        vision=record.vision,
        adviser=name.strip(),
        peer_review=record.peer_review,
        peer_review_note=record.peer_review_note,
        by=by,
    )
    update_check(
        check=check,
        stands=CheckStands(CheckState.DONE, check.team, calendar.today(), ""),
        expected_version=check.version,
        by=by,
    )
