"""Writing, approving and asking for moderation notes, and closing a term's review."""

from django.db import IntegrityError, transaction

from reports.models import LevelReview, ModerationNote, SchoolSummary
from reports.queries.moderation_rows import rows_of_term
from reports.queries.service_due import still_open
from reports.rules import moderation as rules
from reports.services.summaries import refresh_due
from schools.access import users_holding
from schools.models import School
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version, was_made


@transaction.atomic
def write_note(
    *, school: School, term: Term, text: str, expected_version: int, by: User
) -> ModerationNote:
    """Say what you make of a school's level in a term; it waits for approval anew.

    ``expected_version`` is 0 where there was no note yet. Raises Stale, and RuleBroken
    without words.
    """
    if not text.strip():
        raise RuleBroken("Enter the note.", "text")
    note = _taken(school, term, "write", expected_version)
    note.text, note.written_by, note.written_at = text.strip(), by, clock.now()
    note.settled_by = note.settled_at = None
    _save(note, "moderation.written", by=by)
    return note


@transaction.atomic
def approve_note(*, note: ModerationNote, expected_version: int, by: User) -> None:
    """Agree with what the RLE wrote. Raises Stale, and RuleBroken for what is not
    written, or was written by oneself."""
    if note.written_by_id == by.pk:
        raise RuleBroken("You cannot approve a note that you wrote.")
    held = _taken(note.school, note.term, "approve", expected_version)
    held.settled_by, held.settled_at = by, clock.now()
    _save(held, "moderation.approved", by=by)


@transaction.atomic
def ask_to_revisit(
    *, school: School, term: Term, ask: str, expected_version: int, by: User
) -> ModerationNote:
    """Ask the RLE to look at a school's level again, and tell them by mail.

    Raises Stale, and RuleBroken without words or where it was asked already.
    """
    if not ask.strip():
        raise RuleBroken("Say what to look at again.", "ask")
    note = _taken(school, term, "ask", expected_version)
    note.ask, note.settled_by, note.settled_at = ask.strip(), by, clock.now()
    _save(note, "moderation.asked", by=by)
    delivery.notify(
        users_holding(school, Role.LEAD),
        title=f"You are asked to look at a moderation again: {school}",
        path=note.get_absolute_url(),
        key=f"moderation:{note.pk}:{note.version}",
    )
    return note


@transaction.atomic
def confirm_review(*, term: Term, by: User) -> LevelReview:
    """Say that the levels of a term were reviewed, and keep how they stood (PDF-12).
    Raises RuleBroken while a note of the term waits, and where it was said already."""
    refresh_due(SchoolSummary.objects.all())
    waiting = ModerationNote.objects.filter(term=term).waiting().count()
    rules.check_reviewed(waiting=waiting)
    try:
        with transaction.atomic():
            review = LevelReview.objects.create(
                term=term,
                confirmed_by=by,
                confirmed_at=clock.now(),
                rows=rows_of_term(term),
            )
    except IntegrityError:
        raise RuleBroken("The review of this term is confirmed already.") from None
    still_open.changed()
    events.record(
        "levels.reviewed", review, by=by, audience=Audience.SYSTEM, term=str(term)
    )
    return review


def _taken(school: School, term: Term, verb: str, expected: int) -> ModerationNote:
    """The school's note in its next state; not saved yet."""
    note = ModerationNote.objects.filter(school=school, term=term).first()
    if note is None:
        if expected:
            raise RuleBroken("The note is gone. Look at the page again.")
        note = ModerationNote(school=school, term=term)
    elif not expected:
        raise Stale(note)
    else:
        take_next_version(note, expected=expected)
    note.state = rules.check_step(verb, state=note.state).target
    return note


def _save(note: ModerationNote, verb: str, *, by: User) -> None:
    made = note.pk is None
    try:
        with transaction.atomic():
            note.save()
    except IntegrityError:
        # Somebody else made the note a moment ago.
        held = ModerationNote.objects.get(school=note.school, term=note.term)
        raise Stale(held) from None
    if made:
        was_made(note)
    events.record(
        verb,
        note,
        by=by,
        scope=note.school.scope,
        audience=Audience.AUTHORITY,
        term=str(note.term),
    )
