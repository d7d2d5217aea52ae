"""The school's answer, the officer's answer to it, the final note, addenda."""

from collections.abc import Iterable

from django.db import transaction

from engagement.models import Side
from engagement.queries.levels import level_in_force
from engagement.services.holding import hold_open
from schools.access import users_holding
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import GOVERNANCE, SCHOOL_LEADERS
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits import asked, rules
from visits.models import Addendum, Comment, Outcome, Visit, VisitState
from visits.services.circulation import tell_colleagues
from visits.services.corrections import send_corrections
from visits.services.telling import notify_people

ANSWERED = "The school has answered a visit note"


@transaction.atomic
def comment(*, visit: Visit, text: str, by: User, tell_lead: bool = True) -> Comment:
    """The school's comment on a shared note; an empty text says "no comment".

    The visit's lead is told, unless in other words: ``tell_lead`` is False then.
    Raises RuleBroken once the visit is final.
    """
    _lock(visit)
    return _comment(visit, text, by=by, tell_lead=tell_lead)


@transaction.atomic
def answer_note(
    *, visit: Visit, text: str, corrections: Iterable[int], by: User
) -> None:
    """The school's whole answer in one step: its corrections and its comment.

    ``corrections`` are the keys of those that the sender had before them. Without
    any, an empty text says "no comment". The visit's lead is told once. Raises
    RuleBroken, also where a colleague has just sent the corrections.
    """
    _lock(visit)
    rules.check_can_comment(state=visit.state)
    keys = list(corrections)
    sent = send_corrections(visit=visit, keys=keys, by=by)
    if keys and not sent and not text.strip():
        raise RuleBroken("These corrections were sent already.")
    if text.strip() or not sent:
        _comment(visit, text, by=by)
        return
    visit.state = VisitState.COMMENTED
    visit.save()
    if visit.lead.user:
        occasion = f"corrections-{visit.version}"
        _notify(visit, [visit.lead.user], ANSWERED, occasion=occasion)


def _comment(visit: Visit, text: str, *, by: User, tell_lead: bool = True) -> Comment:
    rules.check_can_comment(state=visit.state)
    made = Comment.objects.create(
        visit=visit, side=Side.SCHOOL, text=text.strip(), by=by, at=clock.now()
    )
    visit.state = VisitState.COMMENTED
    visit.save()
    verb = "visit.commented" if made.text else "visit.no_comment"
    _tell(verb, visit, by=by, audience=Audience.LEADERS)
    if visit.lead.user and tell_lead:
        _notify(visit, [visit.lead.user], ANSWERED, occasion=f"comment-{made.pk}")
    return made


@transaction.atomic
def answer(
    *, comment: Comment, text: str, by: User, tell_school: bool = True
) -> Comment:
    """Answer a comment; an empty text acknowledges it. Its writer is told, unless in
    other words: ``tell_school`` is False then. Raises RuleBroken."""
    visit = comment.visit
    rules.check_editable(state=visit.state)
    hold_open(visit.record)
    if comment.by is None:
        raise RuleBroken("There is no comment to answer.")
    if comment.answered_at:
        raise RuleBroken("This comment is answered already.")
    comment.answer, comment.answered_by = text.strip(), by
    comment.answered_at = clock.now()
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    _tell("visit.answered", visit, by=by, audience=Audience.LEADERS)
    if tell_school:
        title = "Your comment on a visit note was answered"
        _notify(visit, [comment.by], title, occasion=f"answer-{comment.pk}")
    return comment


@transaction.atomic
def finalise(
    *, visit: Visit, expected_version: int, by: User, reason: str = ""
) -> Visit:
    """Make a visit final: from now on it is read by governors and never changed.

    The level in force that day is written on it. ``reason`` says why it does not
    wait for the school's answer; it is told to the school's leaders. Raises Stale
    when the note changed meanwhile, RuleBroken while a comment or a correction
    waits for an answer.
    """
    unanswered = visit.comments.filter(answered_at=None).exclude(text="").count()
    silent = visit.state == VisitState.SHARED
    rules.check_can_finalise(
        state=visit.state,
        unanswered=unanswered,
        corrections=visit.corrections.waiting().count(),
        promised=_promised(visit),
        reason=reason,
    )
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    level = level_in_force(visit.record.school, visit.date)
    visit.level_label = level.label if level else ""
    visit.state, visit.final_at = VisitState.FINAL, clock.now()
    visit.unanswered_reason = reason.strip() if silent else ""
    visit.save()
    _tell("visit.finalised", visit, by=by, audience=Audience.EVERYONE)
    if silent:
        _tell(
            "visit.unanswered",
            visit,
            by=by,
            audience=Audience.LEADERS,
            reason=visit.unanswered_reason,
        )
    school = visit.record.school
    people = users_holding(school, *SCHOOL_LEADERS, *GOVERNANCE)
    _notify(visit, people, "A visit note is final", occasion="final")
    if "circulation" in asked.by_key(visit):
        tell_colleagues(visit)
    return visit


@transaction.atomic
def add_addendum(*, visit: Visit, side: Side, text: str, by: User) -> Addendum:
    """Add to a final visit: the note itself stays as it is (INV-08)."""
    rules.check_addendum(state=visit.state)
    if not text.strip():
        raise RuleBroken("Enter the addendum.", "text")
    made = Addendum.objects.create(
        visit=visit, side=side, text=text.strip(), by=by, at=clock.now()
    )
    _tell("visit.addendum", visit, by=by, audience=Audience.EVERYONE)
    readers = users_holding(visit.record.school, *SCHOOL_LEADERS, *GOVERNANCE)
    lead = [visit.lead.user] if visit.lead.user else []
    title = "An addendum was added to a visit note"
    occasion = f"addendum-{made.pk}"
    notify_people(visit, [*readers, *lead], title, occasion=occasion, but=by)
    return made


def _promised(visit: Visit) -> int:
    """Accepted corrections after which the note was not changed."""
    accepted = visit.corrections.filter(outcome=Outcome.ACCEPTED)
    return sum(
        not rules.is_amended(given_at=visit.given_at, asked_at=asked_at)
        for asked_at in accepted.values_list("sent_at", flat=True)
    )


def _lock(visit: Visit) -> None:
    hold_open(visit.record)
    take_next_version(visit, expected=visit.version)


def _tell(
    verb: str, visit: Visit, /, *, by: User, audience: Audience, **facts: str
) -> None:
    scope = visit.record.school.scope
    events.record(verb, visit, by=by, scope=scope, audience=audience, **facts)


def _notify(visit: Visit, users: list[User], title: str, *, occasion: str) -> None:
    delivery.notify(
        users,
        title=f"{title}: {visit.record.school}",
        path=visit.get_absolute_url(),
        key=f"visit:{visit.pk}:{occasion}",
    )
