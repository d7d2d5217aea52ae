"""Signing a letter off, returning it, issuing it, and what is frozen then."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from engagement.models import (
    Course,
    LetterRecipient,
    Level,
    LevelAssignment,
    RestrictedLetter,
)
from engagement.queries.duties import calendar_of
from engagement.queries.letter_text import drawn, facts_of
from engagement.queries.letters import record_now
from engagement.rules import letter_guards as guards
from engagement.rules import letters as rules
from engagement.rules.cadence import add_months, next_school_day
from engagement.services.forcing import put_in_force
from engagement.services.letters.moving import (
    authors,
    check_part,
    move,
    notify,
    readers_at_school,
    signers,
)
from engagement.services.letters.papers import ask_for_paper
from engagement.services.letters.writing import check_contents
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.working_days import add_working_days


@transaction.atomic
def approve(
    *, letter: RestrictedLetter, expected_version: int, by: User
) -> RestrictedLetter:
    """Sign the letter off: the Head a preventative one, the director a notice, and
    nobody one of their own.

    Raises RuleBroken with all that is wanting, and where it was changed meanwhile.
    """
    step = rules.check_can(letter.course, "approve", state=letter.state)
    check_part(by, step.by, letter)
    guards.check_signer(authors=letter.authors, signer=by.pk)
    if expected_version != letter.version:
        raise RuleBroken("The draft was changed since you opened it. Read it again.")
    check_contents(letter)
    move(letter, "approve", by=by, approved_by=by, approved_at=clock.now())
    notify(letter, authors(letter), but=by)
    return letter


@transaction.atomic
def return_letter(*, letter: RestrictedLetter, note: str, by: User) -> RestrictedLetter:
    """Send it back to whoever wrote it, with what is to be changed."""
    cleared = {"approved_by": None, "approved_at": None, "asked_at": None}
    move(letter, "return", by=by, note=note, **cleared)
    notify(letter, authors(letter), but=by)
    return letter


@transaction.atomic
def withdraw(*, letter: RestrictedLetter, note: str, by: User) -> RestrictedLetter:
    """Give up a letter that was never issued; it stays, and says why."""
    waited = letter.asked_at is not None
    cleared = {"approved_by": None, "approved_at": None, "asked_at": None}
    move(letter, "withdraw", by=by, note=note, **cleared)
    if waited:
        notify(letter, signers(letter), but=by)
    return letter


@transaction.atomic
def issue(*, letter: RestrictedLetter, by: User) -> RestrictedLetter:
    """Issue the letter: freeze it as it reads today, and tell its readers that a
    document is waiting. What goes out in sitrack is sent; when nothing else is, its
    clock starts. Where the framework has a level that this letter forces, the school
    stands at it at once (ACC-046, INV-18).

    Raises RuleBroken without a compliance period (ACC-073), without all that it needs,
    and for an academy (INV-05). Of two who issue at once one does.
    """
    step = rules.check_can(letter.course, "issue", state=letter.state)
    check_part(by, step.by, letter)
    guards.check_signer(authors=letter.authors, signer=by.pk)
    check_contents(letter)
    today = calendar.today()
    due = letter.response_due or _reply_due(letter, today)
    review_on = letter.review_on or _review_due(letter, today)
    guards.check_dates(
        course=letter.course,
        compliance_end=letter.compliance_end,
        response_due=due,
        issued=today,
        review_on=review_on,
    )
    forced = _force_level(letter, by=by)
    letter.response_due, letter.review_on = due, review_on
    facts = facts_of(letter, issued_on=today)
    move(
        letter,
        "issue",
        by=by,
        issued_by=by,
        issued_at=clock.now(),
        forced=forced,
        issued_facts=facts,
        issued_html=drawn(facts),
    )
    ask_for_paper(letter)
    here = letter.recipients.filter(channel=LetterRecipient.Channel.SITRACK)
    here.update(sent_on=today)
    if not letter.recipients.filter(sent_on=None).exists():
        move(letter, "serve", by=by)
    notify(letter, [*readers_at_school(letter), *authors(letter)], but=by)
    return letter


@transaction.atomic
def record_sent(
    *, letter: RestrictedLetter, sent: Mapping[int, date], by: User
) -> RestrictedLetter:
    """Record on which day each copy was sent that went another way; with the last of
    them the clock starts.

    Raises RuleBroken for a day before the issue or in the future.
    """
    step = rules.check_can(letter.course, "serve", state=letter.state)
    check_part(by, step.by, letter)
    issued = date.fromisoformat(letter.issued_facts["issued_on"])
    for key, day in sent.items():
        if not issued <= day <= calendar.today():
            raise RuleBroken(
                f"It was sent between {issued:%-d %B %Y}, when it was issued, and today.",
                f"sent_{key}",
            )
        letter.recipients.filter(pk=key, sent_on=None).update(sent_on=day)
    guards.check_served([str(one) for one in letter.recipients.filter(sent_on=None)])
    move(letter, "serve", by=by)
    return letter


def _reply_due(letter: RestrictedLetter, today: date) -> date | None:
    """SM-4b: fifteen working days where the kind of letter says so."""
    days = letter.type.response_days
    return add_working_days(today, days, calendar.closed_days()) if days else None


def _review_due(letter: RestrictedLetter, today: date) -> date | None:
    """WIL-T-10: so many months on, rolled forward to a day that schools are open."""
    months = letter.type.review_months
    if letter.course != Course.CONCERN or not months:
        return None
    return next_school_day(
        add_months(today, months), calendar_of([letter.year_id]).days
    )


def _force_level(letter: RestrictedLetter, *, by: User) -> LevelAssignment | None:
    """The level that names this kind of letter, put in force with it (WIL-W-07)."""
    kind = letter.type
    level = Level.objects.filter(
        framework=kind.framework_id, forced_by=kind.code
    ).first()
    if level is None:
        return None
    record = record_now(letter.school)
    if record is None or record.framework_id != kind.framework_id:
        raise RuleBroken(
            "The letter changes the school’s level, and the school has no record of"
            " this year to hold it. Open the record, then issue the letter."
        )
    return put_in_force(
        record=record, level=level, raised_by=letter.drafted_by, by=by, forced=True
    )
