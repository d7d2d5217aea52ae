"""What becomes of an issued letter: monitored, lifted, escalated, complied with or not,
notice of intention, intervention, closed (SM-4, SM-4b)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from engagement.models import (
    LetterState,
    NoticeOfIntention,
    RestrictedLetter,
    Side,
)
from engagement.queries.letters import record_now
from engagement.rules import letter_guards as guards
from engagement.rules import letters as rules
from engagement.services.letters.moving import (
    authors,
    check_part,
    move,
    notify,
    readers_at_school,
    signers,
    take,
    tell,
)
from engagement.services.proposals import Proposal, draft_level
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded


@transaction.atomic
def take_step(
    *, letter: RestrictedLetter, verb: str, note: str, by: User
) -> RestrictedLetter:
    """Monitor, lift, comply, not_comply or close, review, sufficient or insufficient:
    the steps that need a note alone.

    Raises RuleBroken for a step that comes too early, and says what comes first.
    """
    rules.check_can(letter.course, verb, state=letter.state)
    today = calendar.today()
    if verb == "monitor":
        replied = letter.state == LetterState.RESPONSE_RECEIVED
        guards.check_no_reply(replied=replied, due=letter.response_due, today=today)
    if verb == "not_comply":
        guards.check_period_over(compliance_end=letter.compliance_end, today=today)
    if verb == "insufficient":
        guards.check_time_to_act(review_on=letter.review_on, today=today)
    move(letter, verb, by=by, note=note)
    _notify_all(letter, by)
    return letter


@transaction.atomic
def escalate(
    *, letter: RestrictedLetter, note: str, rationale: str, by: User
) -> RestrictedLetter:
    """Escalate a preventative letter: a draft proposal of the statutory level is made,
    which the Head of service decides (SM-4b).

    The proposal is read by more people than the letter: its rationale is given apart,
    and names no letter unless its writer does. Raises RuleBroken without this year's
    record, and while another proposal is open.
    """
    step = rules.check_can(letter.course, "escalate", state=letter.state)
    check_part(by, step.by, letter)
    rules.check_note(step, note)
    if not rationale.strip():
        raise RuleBroken("Say why the statutory level fits.", "rationale")
    record = record_now(letter.school)
    if record is None:
        raise RuleBroken(
            worded("The school has no {record} this year. Open it, then escalate.")
        )
    level = record.framework.levels.filter(statutory=True).first()
    if level is None:
        raise RuleBroken("This framework has no statutory level to propose.")
    proposal = Proposal(
        level=level, effective_from=calendar.today(), picks=(), rationale=rationale
    )
    drafted = draft_level(record=record, proposal=proposal, side=Side.LA, by=by)
    move(letter, "escalate", by=by, note=note, escalated_to=drafted)
    _notify_all(letter, by)
    return letter


@transaction.atomic
def give_notice(
    *,
    letter: RestrictedLetter,
    powers: Sequence[str],
    text: str,
    notice_ends: date,
    by: User,
) -> NoticeOfIntention:
    """Give the governing body reasonable written notice that powers will be used
    (LET-10). Raises RuleBroken before the notice was not complied with."""
    check_part(by, rules.SIGNER, letter)
    if letter.state != LetterState.NOT_COMPLIED:
        raise RuleBroken(
            "Record first that the notice was not complied with; then give notice."
        )
    if not set(powers) & set(letter.powers):
        raise RuleBroken("Choose a power that the warning notice names.", "powers")
    if not text.strip():
        raise RuleBroken("Write what the governing body is told.", "text")
    guards.check_notice_ends(notice_ends=notice_ends, today=calendar.today())
    take(letter)
    notice = NoticeOfIntention.objects.create(
        letter=letter,
        powers=[code for code in letter.powers if code in powers],
        text=text.strip(),
        notice_ends=notice_ends,
        given_by=by,
        given_at=clock.now(),
    )
    tell("letter.noticed", letter, by=by)
    notify(letter, [*readers_at_school(letter), *authors(letter)], but=by)
    return notice


@transaction.atomic
def intervene(
    *, letter: RestrictedLetter, power: str, note: str, by: User
) -> RestrictedLetter:
    """Record that a power is used, after notice of it and inside its window.

    Raises RuleBroken with what is missing and what can be done instead.
    """
    step = rules.check_can(letter.course, "intervene", state=letter.state)
    check_part(by, step.by, letter)
    known = {row["code"]: row for row in letter.type.powers}
    if power not in letter.powers or letter.compliance_end is None:
        raise RuleBroken("Choose a power that the warning notice names.", "power")
    notices = [one for one in letter.notices.all() if power in one.powers]
    guards.check_power(
        known[power],
        compliance_end=letter.compliance_end,
        noticed={code for one in notices for code in one.powers},
        notice_ends=min((one.notice_ends for one in notices), default=None),
        day=calendar.today(),
    )
    facts = {"power": str(known[power]["text"])}
    move(letter, "intervene", by=by, note=note, facts=facts)
    _notify_all(letter, by)
    return letter


def _notify_all(letter: RestrictedLetter, by: User) -> None:
    told = [*readers_at_school(letter), *authors(letter), *signers(letter)]
    notify(letter, told, but=by)
