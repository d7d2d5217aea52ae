"""Noting targeted support, writing to the school about it, and its answer (LET-04,
DEC-13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from engagement.definitions.intensive import TargetedSupport
from engagement.models import (
    SchoolLetter,
    SchoolYearRecord,
    TargetedNote,
    TargetedOffer,
    Theme,
)
from engagement.queries.forms import form_of
from engagement.queries.school_letter_text import LetterPart
from engagement.queries.targeted import note_waiting
from engagement.rules import targeted as rules
from engagement.services.holding import hold_open
from engagement.services.school_letters import issue_school_letter
from schools.access import users_holding
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version, was_made

WRITERS = (Role.LEAD, Role.OFFICER)


@dataclass(frozen=True)
class Part:
    """One form of support: what it is, and what it costs where it costs something."""

    code: str
    what: str = ""
    cost: str = ""


@transaction.atomic
def send_targeted(
    *,
    record: SchoolYearRecord,
    reasons: Sequence[str],
    themes: Sequence[Theme],
    trend: str,
    parts: Sequence[Part],
    by: User,
) -> TargetedOffer:
    """Send the letter: why the school gets it, and what is offered (WIL-O-07 to 09).

    It is the letter of what was noted at the school before, if anything waits for one.

    Raises RuleBroken where the framework has none, without a trend, and without a form
    of support.
    """
    form: TargetedSupport | None = form_of(record.framework, "targeted")
    if form is None:
        raise RuleBroken("The school’s framework has no targeted support.")
    labels = {one.code: one.label for one in form.forms}
    chosen = [part for part in parts if part.code in labels]
    rules.check_letter(trend=trend, parts=chosen)
    asked = [one.label for one in form.reasons if one.code in reasons]
    letter = issue_school_letter(
        form.letter,
        record=record,
        addressed=(Role.HEADTEACHER,),
        parts=[
            LetterPart(
                "What the data shows",
                trend.strip(),
                (*asked, *(theme.name for theme in themes)),
            ),
            LetterPart(
                "The support that we offer",
                items=tuple(_line(part, labels) for part in chosen),
            ),
            LetterPart("What it costs", form.rate[:1].upper() + form.rate[1:] + "."),
        ],
        signs=WRITERS,
        by=by,
    )
    offer = TargetedOffer.objects.create(
        letter=letter,
        parts=_stored(chosen, labels),
    )
    was_made(offer)
    _settle_note(record, letter)
    return offer


@transaction.atomic
def note_targeted(
    *,
    record: SchoolYearRecord,
    agreed_on: date,
    reasons: Sequence[str],
    themes: Sequence[Theme],
    trend: str,
    parts: Sequence[Part],
    expected_version: int,
    by: User,
) -> TargetedNote:
    """Note what the adviser agreed with the school before its letter goes; the letter
    is asked for from then on. ``expected_version`` is 0 where nothing waits yet.

    Raises Stale; RuleBroken in a locked record, where the framework has no targeted
    support, for a day outside the record's year or to come, and without a form of
    support.
    """
    hold_open(record)
    form: TargetedSupport | None = form_of(record.framework, "targeted")
    if form is None:
        raise RuleBroken("The school’s framework has no targeted support.")
    labels = {one.code: one.label for one in form.forms}
    chosen = [part for part in parts if part.code in labels]
    year, today = record.year, calendar.today()
    last = min(year.end, today)
    rules.check_note(day=agreed_on, first=year.start, last=last, parts=chosen)
    note = note_waiting(record)
    if note is None:
        if expected_version:
            raise RuleBroken(
                "The letter has gone meanwhile. What is agreed now is a new note."
            )
        note = TargetedNote(record=record)
    elif not expected_version:
        raise Stale(note)
    else:
        take_next_version(note, expected=expected_version)
    known = {one.code for one in form.reasons}
    note.agreed_on, note.trend = agreed_on, trend.strip()
    note.reasons = [code for code in reasons if code in known]
    note.themes = [theme.code for theme in themes]
    note.parts = _stored(chosen, labels)
    note.noted_by, note.noted_at = by, clock.now()
    _save_note(note, by=by)
    return note


@transaction.atomic
def withdraw_note(
    *, note: TargetedNote, reason: str, expected_version: int, by: User
) -> TargetedNote:
    """Withdraw what was noted, before its letter goes; no letter is asked for then.

    Raises Stale; RuleBroken in a locked record, without a reason, once the letter has
    gone, and for the second of two who withdraw it.
    """
    hold_open(note.record)
    held: TargetedNote = TargetedNote.objects.get(pk=note.pk)
    rules.check_withdrawal(
        reason=reason, has_letter=held.letter_id is not None, is_off=held.is_withdrawn
    )
    take_next_version(held, expected=expected_version)
    held.withdrawn_reason = reason.strip()
    held.withdrawn_by, held.withdrawn_at = by, clock.now()
    held.save()
    school = note.record.school
    events.record(
        "targeted.withdrawn",
        held,
        by=by,
        scope=school.scope,
        audience=Audience.LEADERS,
        reason=held.withdrawn_reason,
    )
    delivery.notify(
        [one for one in users_holding(school, Role.HEADTEACHER) if one.pk != by.pk],
        title=f"A note of targeted support is withdrawn: {school}",
        path=held.get_absolute_url(),
        key=f"targeted-note:{held.pk}:withdrawn",
    )
    return held


def _save_note(note: TargetedNote, *, by: User) -> None:
    made, school = note.pk is None, note.record.school
    note.save()
    if made:
        was_made(note)
    events.record(
        "targeted.noted" if made else "targeted.changed",
        note,
        by=by,
        scope=school.scope,
        audience=Audience.LEADERS,
    )
    delivery.notify(
        [one for one in users_holding(school, Role.HEADTEACHER) if one.pk != by.pk],
        title=f"Targeted support is noted: {school}",
        path=note.get_absolute_url(),
        key=f"targeted-note:{note.pk}:{note.version}",
    )


def _settle_note(record: SchoolYearRecord, letter: SchoolLetter) -> None:
    """The letter that was asked for has gone."""
    waiting = TargetedNote.objects.without_letter().filter(record=record)
    for note in waiting.select_for_update(of=("self",)):
        take_next_version(note, expected=note.version)
        note.letter = letter
        note.save()


@transaction.atomic
def answer_targeted(
    *,
    offer: TargetedOffer,
    answers: Mapping[str, str],
    text: str,
    expected_version: int,
    by: User,
) -> TargetedOffer:
    """The school says which parts it would like; it may decline what costs something.

    Raises RuleBroken where a part that costs something is not answered, and for the
    second of two who answer.
    """
    rules.check_open(answered=offer.answered_at is not None)
    costs = {part["code"]: part["cost"] for part in offer.parts}
    given = {code: said for code, said in answers.items() if code in costs and said}
    rules.check_answers(given, costs=costs)
    try:
        take_next_version(offer, expected=expected_version)
    except Stale:
        raise RuleBroken("The school has answered this letter already.") from None
    offer.answers, offer.answer_text = given, text.strip()
    offer.answered_by, offer.answered_at = by, clock.now()
    offer.save()
    letter = offer.letter
    events.record(
        "targeted.answered",
        letter,
        by=by,
        scope=letter.school.scope,
        audience=Audience.LEADERS,
    )
    told = [*users_holding(letter.school, Role.OFFICER), letter.issued_by]
    delivery.notify(
        {user.pk: user for user in told if user.pk != by.pk}.values(),
        title=f"The school answered the offer of targeted support: {letter.school}",
        path=letter.get_absolute_url(),
        key=f"targeted:{letter.pk}:{offer.version}",
    )
    return offer


def _stored(parts: Sequence[Part], labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "code": part.code,
            "label": labels[part.code],
            "what": part.what.strip(),
            "cost": part.cost.strip(),
        }
        for part in parts
    ]


def _line(part: Part, labels: Mapping[str, str]) -> str:
    what = f": {part.what.strip()}" if part.what.strip() else ""
    cost = f" ({part.cost.strip()})" if part.cost.strip() else ""
    return f"{labels[part.code]}{what}{cost}"
