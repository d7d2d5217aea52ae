"""Beginning a letter, changing its draft, and handing it to whoever signs (DEC-08, 09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from engagement.models import (
    Course,
    LetterRecipient,
    LetterState,
    LetterType,
    RestrictedLetter,
)
from engagement.queries.letters import PREPARES, SIGNS, lacking
from engagement.rules import letter_guards as guards
from engagement.rules import letters as rules
from engagement.services.letters.moving import (
    check_part,
    check_still_open,
    notify,
    signers,
    take,
    tell,
)
from schools.access import may, require, users_holding
from schools.models import School
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made


@dataclass(frozen=True)
class Writing:
    """What stands in a draft."""

    body: str
    concerns: str = ""
    grounds: tuple[str, ...] = ()
    required_actions: str = ""
    powers: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    compliance_end: date | None = None
    response_due: date | None = None
    review_on: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Somebody to whom the letter goes, and how."""

    who: str
    name: str
    channel: str
    statutory: bool = False


@transaction.atomic
def begin_letter(*, school: School, kind: LetterType, by: User) -> RestrictedLetter:
    """Begin a draft from the kind's template, with the recipients that the school's type
    and religious character propose.

    Raises PermissionDenied for whoever may not prepare it, RuleBroken for an academy
    or a closed school (INV-05), and outside every academic year.
    """
    require(by, PREPARES[Course(kind.course)], school)
    check_still_open(school)
    year = calendar.year_on(calendar.today())
    if year is None:
        raise RuleBroken("Today lies in no academic year: have the calendar completed.")
    same = RestrictedLetter.objects.filter(course=kind.course, year=year)
    last = same.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            letter = RestrictedLetter.objects.create(
                type=kind,
                course=kind.course,
                school=school,
                year=year,
                number=last + 1,
                body=kind.body.replace("{school}", school.name),
                drafted_by=by,
                drafted_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            "Somebody began another letter at the same moment. Send it again."
        ) from None
    was_made(letter)
    _write_recipients(letter, proposed_recipients(letter))
    tell("letter.begun", letter, by=by)
    return letter


def proposed_recipients(letter: RestrictedLetter) -> list[Recipient]:
    """Whom the school's type and religious character propose: a reader in sitrack where
    the school has one with an account, else by post."""
    here: dict[str, list[User]] = {
        LetterRecipient.Who.CHAIR: users_holding(letter.school, Role.CHAIR),
        LetterRecipient.Who.HEADTEACHER: users_holding(letter.school, Role.HEADTEACHER),
    }
    copies = guards.needed_copies(
        letter.type.copies,
        religious_character=letter.school.religious_character,
        kind=letter.school.establishment_type,
    )
    channels = LetterRecipient.Channel
    return [
        Recipient(
            who=copy["code"],
            name=copy["name"],
            channel=channels.SITRACK if here.get(copy["code"]) else channels.POST,
            statutory=bool(copy["statutory"]),
        )
        for copy in copies
    ]


@transaction.atomic
def change_letter(
    *, letter: RestrictedLetter, writing: Writing, expected_version: int, by: User
) -> RestrictedLetter:
    """Change the draft; who signs is asked anew. Raises PermissionDenied, RuleBroken
    once it is signed off, Stale where another author was first."""
    _check_draft(letter, by)
    take_next_version(letter, expected=expected_version)
    for name, value in vars(writing).items():
        setattr(letter, name, list(value) if isinstance(value, tuple) else value)
    letter.asked_at = None
    letter.save()
    tell("letter.changed", letter, by=by)
    return letter


@transaction.atomic
def set_recipients(
    *,
    letter: RestrictedLetter,
    recipients: Sequence[Recipient],
    expected_version: int,
    by: User,
) -> RestrictedLetter:
    """Say to whom the draft goes and how.

    Raises RuleBroken for somebody named twice, for somebody outside the school on a
    preventative letter (SUF-F-11), and for a reader in sitrack who cannot be one.
    """
    _check_draft(letter, by)
    who = [one.who for one in recipients if one.who != LetterRecipient.Who.OTHER]
    if len(set(who)) < len(who):
        raise RuleBroken("Somebody is named twice. Take one of the two rows out.")
    guards.check_recipients(letter.course, {one.who for one in recipients})
    for one in recipients:
        outside = one.who not in guards.WITHIN
        if outside and one.channel == LetterRecipient.Channel.SITRACK:
            raise RuleBroken(
                f"{one.name} does not read letters in sitrack. Choose another way."
            )
    take_next_version(letter, expected=expected_version)
    letter.asked_at = None
    letter.save()
    _write_recipients(letter, recipients)
    tell("letter.changed", letter, by=by)
    return letter


@transaction.atomic
def delegate(*, letter: RestrictedLetter, to: User, by: User) -> RestrictedLetter:
    """Let an officer or lead of the school work on the letter; whoever signs it cannot.

    Raises PermissionDenied, and RuleBroken for somebody who has no part in the school.
    """
    check_part(by, rules.READER, letter)
    if to not in users_holding(letter.school, Role.OFFICER, Role.LEAD):
        raise RuleBroken("Choose an officer or lead of this school.", "to")
    if may(to, SIGNS[Course(letter.course)], letter.school):
        raise RuleBroken("Whoever signs a letter does not write it.", "to")
    if letter.is_over:
        raise RuleBroken("This letter is closed: nothing is left to do.")
    take(letter)
    letter.delegated_to = to
    letter.save()
    tell("letter.delegated", letter, by=by, who=str(to))
    notify(letter, [to], but=by)
    return letter


@transaction.atomic
def ask_for_signature(*, letter: RestrictedLetter, by: User) -> RestrictedLetter:
    """Say that the draft is ready; whoever may sign it is told.

    Raises RuleBroken with everything that the letter still needs.
    """
    _check_draft(letter, by)
    check_contents(letter)
    if letter.asked_at:
        raise RuleBroken("It waits to be signed off already.")
    take(letter)
    letter.asked_at = clock.now()
    letter.save()
    tell("letter.asked", letter, by=by)
    notify(letter, signers(letter), but=by)
    return letter


def check_contents(letter: RestrictedLetter) -> None:
    """Raises RuleBroken with everything that the letter still needs (SM-4, ACC-073)."""
    check_still_open(letter.school)
    who = set(letter.recipients.values_list("who", flat=True))
    guards.check_complete(letter.course, who, lacking(letter))


def _check_draft(letter: RestrictedLetter, by: User) -> None:
    check_part(by, rules.AUTHOR, letter)
    if letter.state != LetterState.DRAFT:
        raise RuleBroken(
            "The letter is no longer a draft. Whoever signs it can return it first."
        )


def _write_recipients(
    letter: RestrictedLetter, recipients: Sequence[Recipient]
) -> None:
    letter.recipients.all().delete()
    LetterRecipient.objects.bulk_create(
        LetterRecipient(letter=letter, order=order, **vars(one))
        for order, one in enumerate(recipients, start=1)
    )
