"""What a restricted letter must have before each of its steps (SM-4, SM-4b, LET-02).

The statutory parts follow our reading of the Education and Inspections Act 2006 and
are shown to people as "check with legal".
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engagement.rules.letters import CONCERN, PREVENTATIVE, STATUTORY
from sitrack.core.rules import RuleBroken

CHAIR, HEADTEACHER = "chair", "headteacher"
WITHIN = frozenset({CHAIR, HEADTEACHER})
# What the register writes for a school of no faith.
NO_FAITH = frozenset({"", "none", "does not apply"})
# Types whose foundation appoints governors.
WITH_FOUNDATION = frozenset(
    {
        "Voluntary aided school",
        "Voluntary controlled school",
        "Foundation school",
        "Foundation special school",
    }
)


@dataclass(frozen=True)
class Contents:
    """What stands in a letter, for the check before somebody signs it."""

    course: str
    concerns: str
    grounds: Collection[str]
    required_actions: str
    body: str
    compliance_end: date | None
    powers: Collection[str]
    confirmed: Collection[str]
    recipients: Collection[str]


def check_school(*, maintained: bool, closed_on: date | None, day: date) -> None:
    """INV-05, ACC-040: these letters are for maintained schools that are open."""
    if not maintained:
        raise RuleBroken(
            "The authority cannot warn an academy: those powers are the DfE Regional"
            " Director’s. Raise the concern with the trust or the Regional Director."
        )
    if closed_on is not None and closed_on <= day:
        raise RuleBroken(f"The school closed on {closed_on:%-d %B %Y}.")


def check_signer(*, authors: Collection[int | None], signer: int) -> None:
    """Nobody signs a letter that they wrote."""
    if signer in authors:
        raise RuleBroken(
            "You wrote this letter, so somebody else with the right to sign it must."
        )


def needed_copies(
    copies: Iterable[dict[str, str]], *, religious_character: str, kind: str
) -> list[dict[str, str]]:
    """The recipients to propose, from the school's type and religious character."""
    faith = religious_character.strip().casefold() not in NO_FAITH
    foundation = faith or kind in WITH_FOUNDATION
    fits = {"always": True, "religious": faith, "foundation": foundation}
    return [copy for copy in copies if fits[copy["when"]]]


def check_recipients(course: str, who: Collection[str]) -> None:
    """SUF-F-11, CONF-01: a preventative letter goes to the governing body and the
    headteacher, and to nobody else; nor does a notice of concern (WIL-O-15)."""
    outside = set(who) - WITHIN
    if course == CONCERN and outside:
        raise RuleBroken(
            "A notice of concern goes to the headteacher and the chair of governors"
            " alone. Take the other recipients out."
        )
    if course == PREVENTATIVE and outside:
        raise RuleBroken(
            "A preventative letter is not shared beyond the school and the LA."
            " Take the other recipients out, or prepare a statutory notice."
        )


def wanting(
    letter: Contents,
    *,
    preconditions: Sequence[dict[str, str]],
    statutory_copies: Sequence[dict[str, str]],
) -> list[str]:
    """What the letter still needs before it is signed off or issued (SM-4, SM-4c,
    LET-02, ACC-109)."""
    of_concern = letter.course == CONCERN
    evidence = (
        "the evidence for concern" if of_concern else "the evidence-based concerns"
    )
    actions = "the actions needed" if of_concern else "the actions required"
    asked = [
        (evidence, bool(letter.concerns.strip())),
        ("at least one ground", bool(letter.grounds)),
        (actions, bool(letter.required_actions.strip())),
        ("the text of the letter", bool(letter.body.strip())),
        ("the governing body’s chair as a recipient", CHAIR in letter.recipients),
    ]
    if of_concern:
        asked.append(
            ("the headteacher as a recipient", HEADTEACHER in letter.recipients)
        )
    if letter.course == STATUTORY:
        asked += [
            (
                "the day on which the compliance period ends",
                letter.compliance_end is not None,
            ),
            ("the powers that the authority proposes to use", bool(letter.powers)),
        ]
        asked += [
            (f"a copy to {copy['name']}", copy["code"] in letter.recipients)
            for copy in statutory_copies
        ]
    asked += [
        (f"the check “{one['text']}”", one["code"] in letter.confirmed)
        for one in preconditions
    ]
    return [words for words, there in asked if not there]


def check_complete(course: str, recipients: Collection[str], lacks: list[str]) -> None:
    """All that a letter lacks is named at once, before somebody signs it."""
    check_recipients(course, recipients)
    if lacks:
        raise RuleBroken(
            f"The letter still needs: {'; '.join(lacks)}. Whoever wrote it can add this"
            " to the draft."
        )


def check_dates(
    *,
    course: str,
    compliance_end: date | None,
    response_due: date | None,
    issued: date,
    review_on: date | None = None,
) -> None:
    """ACC-073: each notice has a compliance period of its own, still to come; so has a
    notice of concern its time to act."""
    if course == CONCERN and (review_on is None or review_on <= issued):
        raise RuleBroken(
            "The school’s time to act must end after the day of issue. Return the"
            " notice and set another day, or leave it empty.",
            "review_on",
        )
    if course == STATUTORY and (compliance_end is None or compliance_end <= issued):
        raise RuleBroken(
            "The compliance period must end after the day of issue. Return the notice"
            " and set another day.",
            "compliance_end",
        )
    if response_due is not None and response_due <= issued:
        raise RuleBroken(
            "The reply must be due after the day of issue. Return the letter and set"
            " another day, or leave it empty.",
            "response_due",
        )


def check_served(unsent: Sequence[str]) -> None:
    """The clock starts once every copy is recorded as sent."""
    if unsent:
        raise RuleBroken(
            f"Record first when it was sent to {', '.join(unsent)}.", "sent"
        )


def check_no_reply(*, replied: bool, due: date | None, today: date) -> None:
    """A letter is monitored after the reply, or after the day that it was due."""
    if not replied and due is not None and today <= due:
        raise RuleBroken(
            f"The governing body has until {due:%-d %B %Y} to reply. Record this after"
            " its reply, or after that day."
        )


def check_period_over(*, compliance_end: date | None, today: date) -> None:
    """Nobody has failed to comply while the period still runs."""
    if compliance_end is not None and today <= compliance_end:
        raise RuleBroken(
            f"The compliance period runs until {compliance_end:%-d %B %Y}. That the"
            " notice was not complied with can be recorded after that day."
        )


def check_time_to_act(*, review_on: date | None, today: date) -> None:
    """Nobody has failed to act while their time still runs (WIL-O-17)."""
    if review_on is not None and today < review_on:
        raise RuleBroken(
            f"The school has until {review_on:%-d %B %Y} to act. That its progress is"
            " not sufficient can be recorded from that day."
        )


def last_day_of_power(compliance_end: date, months: int) -> date:
    """The last day on which a power with a window may be used: so many months after
    the compliance period ends, to the same day or the month's last."""
    month = compliance_end.month - 1 + months
    year, month = compliance_end.year + month // 12, month % 12 + 1
    return date(year, month, min(compliance_end.day, monthrange(year, month)[1]))


def check_power(
    power: dict[str, str | int | None],
    *,
    compliance_end: date,
    noticed: Collection[str],
    notice_ends: date | None,
    day: date,
) -> None:
    """Reasonable written notice of this power comes first, and some powers lapse."""
    if power["code"] not in noticed or notice_ends is None:
        raise RuleBroken(
            "The governing body has had no notice that the authority intends to use"
            " this power. Give notice of intention first.",
            "power",
        )
    if day < notice_ends:
        raise RuleBroken(
            f"The notice given runs until {notice_ends:%-d %B %Y}: the power can be used"
            " from that day.",
            "power",
        )
    months = power["window_months"]
    if months is None:
        return
    last = last_day_of_power(compliance_end, int(months))
    if day > last:
        raise RuleBroken(
            f"This power could be used until {last:%-d %B %Y}. Close this notice and"
            " issue a new one, or choose a power without such a limit.",
            "power",
        )


def check_notice_ends(*, notice_ends: date, today: date) -> None:
    """Notice is notice only of what is still to come."""
    if notice_ends <= today:
        raise RuleBroken(
            "Leave the governing body time: choose a day after today.", "notice_ends"
        )
