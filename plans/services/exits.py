"""Leaving intensive support: the check, who judges, who approves (WIL-X, DEC-17)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from engagement.models import ChangeEvidence, Level, SchoolYearRecord
from engagement.queries.letters import record_now
from engagement.queries.school_letter_text import LetterPart
from engagement.services.change_evidence import Cited, cite
from engagement.services.forcing import put_in_force
from engagement.services.school_letters import issue_school_letter
from plans.models import CaseState, ExitAnswer, ExitCheck, IntensiveCase
from plans.queries.exits import Standing, exit_form, standing_of
from plans.rules import cases as steps
from plans.rules import exits as rules
from plans.services.case_steps import hold, move, notify, tell
from plans.services.cases import form_of_case
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version, was_made

CHANGED = (
    "Somebody has changed this since you opened it. Read it again as it stands now."
)


@dataclass(frozen=True)
class ExitEntries:
    """What is said of each criterion, by code, and of the impact."""

    met: Mapping[str, bool]
    evidence: Mapping[str, str]
    impact: tuple[str, ...] = ()
    impact_text: str = ""


@transaction.atomic
def save_check(
    *, case: IntensiveCase, entries: ExitEntries, expected_version: int, by: User
) -> ExitCheck:
    """Say of each criterion whether it is met, with the evidence (WIL-X-01 to 11).

    It can be begun long before the exit. Raises Stale where another was first, and
    RuleBroken once the school was judged ready or has left.
    """
    held = hold(case)
    if not held.is_open:
        raise RuleBroken("Intensive support has ended at this school.")
    check = ExitCheck.objects.filter(case=held).first()
    if check is None:
        if expected_version:
            raise RuleBroken(CHANGED)
        check = ExitCheck.objects.create(case=held)
        was_made(check)
    else:
        take_next_version(check, expected=expected_version)
    rules.check_not_judged(judged=check.judged_at is not None)
    form = exit_form(held)
    check.impact = [one.code for one in form.impact if one.code in entries.impact]
    check.impact_text = entries.impact_text.strip()
    check.save()
    check.answers.all().delete()
    ExitAnswer.objects.bulk_create(
        ExitAnswer(
            of=check,
            code=point.code,
            met=bool(entries.met.get(point.code)),
            evidence=entries.evidence.get(point.code, "").strip(),
        )
        for point in form.criteria
    )
    tell("exit.changed", held, by=by)
    return check


@transaction.atomic
def judge_ready(*, case: IntensiveCase, expected_version: int, by: User) -> ExitCheck:
    """The lead judges the school ready, and asks for approval (WIL-X-12).

    Raises RuleBroken with everything that is missing: the school stays in support
    (ACC-065, DEC-17).
    """
    held = hold(case)
    steps.check_can("left", state=held.state)
    found = standing_of(held)
    rules.check_ready(found.lacks)
    check = ExitCheck.objects.get(case=held)
    _take(check, expected_version)
    rules.check_not_judged(judged=check.judged_at is not None)
    check.judged_by, check.judged_at = by, clock.now()
    check.gate, check.returned_note = found.gate.words, ""
    check.save()
    tell("exit.judged", held, by=by)
    notify(held, "An exit waits for your approval", but=by, roles=[Role.HEAD])
    return check


@transaction.atomic
def return_exit(
    *, case: IntensiveCase, note: str, expected_version: int, by: User
) -> ExitCheck:
    """The head of service does not approve yet: the school stays, and is told why."""
    held = hold(case)
    check = ExitCheck.objects.filter(case=held).first()
    rules.check_judged(judged=check is not None and check.judged_at is not None)
    if check is None or held.state != CaseState.EXIT_PENDING:
        raise RuleBroken(steps.TAKEN)
    if not note.strip():
        raise RuleBroken("Say why, so that those concerned can read it.", "note")
    _take(check, expected_version)
    check.judged_by = check.judged_at = None
    check.returned_note = note.strip()
    check.save()
    tell("exit.returned", held, by=by, note=note.strip())
    notify(held, "An exit was returned", but=by, roles=[Role.OFFICER, Role.LEAD])
    return check


@transaction.atomic
def approve_exit(
    *, case: IntensiveCase, level: Level, expected_version: int, by: User
) -> IntensiveCase:
    """Approve the exit: the letter goes to the governing body and the headteacher, the
    level changes, and the case is closed (ACC-066).

    Raises RuleBroken for whoever judged the school ready, where anything is missing
    again, and for a level that brings intensive support.
    """
    held = hold(case)
    steps.check_can("left", state=held.state)
    check = ExitCheck.objects.filter(case=held).first()
    rules.check_judged(judged=check is not None and check.judged_at is not None)
    if check is None:
        raise RuleBroken(steps.TAKEN)
    rules.check_approver(judged_by=check.judged_by_id, by=by.pk)
    found = standing_of(held)
    rules.check_ready(found.lacks)
    form = form_of_case(held)
    rules.check_level(intensive=level.offer == form.offer)
    record = _record_of(held, level)
    _take(check, expected_version)
    made = put_in_force(
        record=record, level=level, raised_by=check.judged_by or by, by=by, letter=False
    )
    letter = issue_school_letter(
        found.form.letter,
        record=record,
        addressed=(Role.CHAIR, Role.GOVERNOR, *sorted(SCHOOL_LEADERS - {Role.DEPUTY})),
        parts=_parts(found, level),
        signs=(Role.HEAD, Role.DIRECTOR),
        by=by,
    )
    if made:
        cited = f"{letter.title} {letter.reference}"
        cite(made, Cited(ChangeEvidence.Kind.LETTER, calendar.today(), cited))
    check.letter = letter
    check.approved_by, check.approved_at = by, clock.now()
    check.save()
    move(held, "left", ended_on=calendar.today())
    tell("case.left", held, by=by, level=level.label)
    notify(held, "Intensive support has ended", but=by)
    return held


def _record_of(case: IntensiveCase, level: Level) -> SchoolYearRecord:
    """This year's record, which holds the new level."""
    record = record_now(case.school)
    if record is None or record.framework_id != level.framework_id:
        raise RuleBroken(
            "The exit changes the school’s level, and the school has no record of this"
            " year to hold it. Open the record, then approve the exit."
        )
    return record


def _parts(found: Standing, level: Level) -> list[LetterPart]:
    return [
        LetterPart("The level from today", level.label),
        LetterPart(
            "What the school has shown",
            items=tuple(one.point.text for one in found.answers),
        ),
        LetterPart(
            "What came of it", items=tuple(point.text for point in found.impact)
        ),
    ]


def _take(check: ExitCheck, expected: int) -> None:
    try:
        take_next_version(check, expected=expected)
    except Stale:
        raise RuleBroken(CHANGED) from None
