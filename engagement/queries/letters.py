"""Restricted letters as their readers see them, and whose each step is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from engagement.models import (
    Course,
    LegalHelp,
    LetterState,
    LetterType,
    RestrictedLetter,
    SchoolYearRecord,
)
from engagement.rules import letter_guards as guards
from engagement.rules import letters as rules
from schools.access import is_authority, may
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Event, User
from sitrack.core.roles import Capability
from sitrack.core.rules import Transition
from sitrack.core.working_days import working_days_between

SHOWN_WITH = (
    *("type__framework", "school", "year"),
    *("drafted_by", "delegated_to", "approved_by", "issued_by", "released_by"),
)
PREPARES = {
    Course.PREVENTATIVE: Capability.PREPARE_PREVENTATIVE,
    Course.STATUTORY: Capability.PREPARE_STATUTORY,
    Course.CONCERN: Capability.PREPARE_CONCERN,
}
SIGNS = {
    Course.PREVENTATIVE: Capability.SIGN_PREVENTATIVE,
    Course.STATUTORY: Capability.SIGN_STATUTORY,
    Course.CONCERN: Capability.SIGN_CONCERN,
}
# What the school is told of a letter that it holds; the rest stays with the authority.
SCHOOL_TOLD = [
    f"letter.{verb}"
    for verb in (
        *("issue", "serve", "reply", "replied_again", "released", "monitor", "lift"),
        *("escalate", "comply", "not_comply", "noticed", "intervene", "close"),
        *("review", "sufficient", "insufficient"),
    )
]
RUNNING = {
    LetterState.ISSUED,
    LetterState.RESPONSE_DUE,
    LetterState.COMPLIANCE_PERIOD,
    LetterState.IMPLEMENTATION,
}


@dataclass(frozen=True)
class Clock:
    """A day that a letter waits for, and how far away it is in working days."""

    label: str
    day: date
    left: int

    @property
    def words(self) -> str:
        """The countdown: "12 working days left", "today", "3 working days ago"."""
        days = "working day" if abs(self.left) == 1 else "working days"
        if self.left == 0:
            return "the last day"
        return (
            f"{self.left} {days} left" if self.left > 0 else f"{-self.left} {days} ago"
        )


def record_now(school: School) -> SchoolYearRecord | None:
    """The school's record of this year, whose framework says which letters there are."""
    year = calendar.year_on(calendar.today())
    rows = SchoolYearRecord.objects.select_related("school", "year", "framework")
    return rows.filter(school=school, year=year).first() if year else None


def types_to_prepare(user: User, school: School) -> list[LetterType]:
    """The kinds of letter that the user may begin at a school: none for an academy."""
    record = record_now(school) if school.maintained else None
    if record is None:
        return []
    types = LetterType.objects.filter(framework=record.framework_id)
    return [kind for kind in types if may(user, PREPARES[Course(kind.course)], school)]


def has_part(user: User, by: str, letter: RestrictedLetter) -> bool:
    """Whether a step of this part is the user's to take, among those who may read it.

    That nobody signs their own letter is a guard, told in words; here it only keeps
    the button away.
    """
    school = letter.school
    if by == rules.CHAIR:
        return may(user, Capability.ANSWER_LETTER, school)
    if not is_authority(user, school):
        return False
    if by == rules.AUTHOR:
        return user.pk in letter.authors
    if by == rules.SIGNER:
        return may(user, SIGNS[Course(letter.course)], school)
    return True


def steps_for(user: User, letter: RestrictedLetter) -> list[Transition]:
    """The steps that the user can take with the letter as it stands."""
    return [
        step
        for step in rules.verbs_from(letter.course, letter.state)
        if has_part(user, step.by, letter) and not _keeps_away(user, step, letter)
    ]


def _keeps_away(user: User, step: Transition, letter: RestrictedLetter) -> bool:
    if step.verb in {"approve", "issue"}:
        return user.pk in letter.authors
    if step.verb == "return" and letter.state == LetterState.DRAFT:
        return user.pk in letter.authors or letter.asked_at is None
    if step.verb == "monitor" and letter.state == LetterState.RESPONSE_DUE:
        return letter.response_due is None or calendar.today() <= letter.response_due
    if step.verb == "insufficient":
        return letter.review_on is None or calendar.today() < letter.review_on
    if step.verb == "not_comply":
        return (
            letter.compliance_end is None or calendar.today() <= letter.compliance_end
        )
    return False


def waits_for(user: User, letter: RestrictedLetter) -> str:
    """What the letter waits for that this user can do, as it is told in the area."""
    signs = has_part(user, rules.SIGNER, letter) and user.pk not in letter.authors
    if letter.state == LetterState.DRAFT and letter.asked_at and signs:
        return "It waits for you to sign it off"
    if letter.state == LetterState.APPROVED and signs:
        return "Signed off, and not issued yet"
    answers = may(user, Capability.ANSWER_LETTER, letter.school)
    if letter.state == LetterState.RESPONSE_DUE and answers:
        return "It waits for your reply"
    return ""


def may_edit(user: User, letter: RestrictedLetter) -> bool:
    """Only those who write it change a draft: whoever signs returns it with a note."""
    return letter.state == LetterState.DRAFT and user.pk in letter.authors


def clock_of(letter: RestrictedLetter) -> Clock | None:
    """What an issued letter waits for now."""
    if letter.state not in RUNNING:
        return None
    day = letter.compliance_end or letter.review_on or letter.response_due
    label = "Compliance period ends" if letter.compliance_end else "Reply due"
    if letter.review_on:
        label = "Review due"
    if day is None:
        return None
    left = working_days_between(calendar.today(), day, calendar.closed_days())
    return Clock(label, day, left)


def windows_of(letter: RestrictedLetter) -> list[tuple[str, date | None]]:
    """The powers that a notice names, each with the last day of its window if it has
    one."""
    end = letter.compliance_end
    return [
        (
            str(power["text"]),
            guards.last_day_of_power(end, int(power["window_months"]))
            if end and power["window_months"]
            else None,
        )
        for power in letter.type.powers
        if power["code"] in letter.powers
    ]


def texts_of(rows: list[dict[str, Any]], codes: list[str]) -> list[str]:
    """The words of those rows of a definition that were picked, in its order."""
    return [str(row["text"]) for row in rows if row["code"] in codes]


def lacking(letter: RestrictedLetter) -> list[str]:
    """What the letter still needs before it is signed off."""
    copies = guards.needed_copies(
        letter.type.copies,
        religious_character=letter.school.religious_character,
        kind=letter.school.establishment_type,
    )
    return guards.wanting(
        guards.Contents(
            course=letter.course,
            concerns=letter.concerns,
            grounds=letter.grounds,
            required_actions=letter.required_actions,
            body=letter.body,
            compliance_end=letter.compliance_end,
            powers=letter.powers,
            confirmed=letter.confirmed,
            recipients=set(letter.recipients.values_list("who", flat=True)),
        ),
        preconditions=letter.type.preconditions,
        statutory_copies=[copy for copy in copies if copy["statutory"]],
    )


def events_about(user: User, letter: RestrictedLetter) -> QuerySet[Event]:
    """What was done with the letter, for somebody who may read it: the school is told
    of what concerns it, the authority of everything, each opening included (INV-25)."""
    told: QuerySet[Event] = Event.objects.about(letter).exclude(verb="access.refused")
    if is_authority(user, letter.school):
        return told
    return told.filter(verb__in=SCHOOL_TOLD)


def kept_help(kind: LetterType) -> LegalHelp | None:
    """The help on legal wording that the Head keeps for a kind of letter, if any."""
    return LegalHelp.objects.filter(
        framework_code=kind.framework.code, letter_code=kind.code
    ).first()


def legal_help(kind: LetterType) -> str:
    """The help on legal wording: as the Head keeps it, else as the framework has it."""
    kept = kept_help(kind)
    return kept.text if kept else kind.legal_help
