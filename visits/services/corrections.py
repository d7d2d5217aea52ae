"""The school asks for corrections of fact; the officer answers each (SUF-P-08)."""

from collections.abc import Iterable

from django.db import transaction

from engagement.models import TemplatePrompt
from engagement.services.holding import hold_open
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits import rules
from visits.models import Correction, Outcome, Visit
from visits.services import content
from visits.services.telling import notify_people

MOST_KEPT = 20
SHARE = "share"
SENT_ALREADY = "This correction was sent already and cannot be changed."


@transaction.atomic
def keep_correction(
    *, visit: Visit, prompt: TemplatePrompt, wrong: str, should_say: str, by: User
) -> Correction:
    """Write a correction down for the school alone, to be sent later (CONF-07).

    Raises RuleBroken when the note cannot be answered, when words are missing,
    or when more than twenty are kept.
    """
    rules.check_can_comment(state=visit.state)
    _check_words(wrong, should_say)
    hold_open(visit.record)
    if visit.corrections.unsent().count() >= MOST_KEPT:
        raise RuleBroken(f"Send the {MOST_KEPT} corrections that you have first.")
    made: Correction = Correction.objects.create(
        visit=visit,
        prompt=prompt,
        wrong=wrong.strip(),
        should_say=should_say.strip(),
        by=by,
        at=clock.now(),
    )
    _tell("correction.kept", made, by=by, audience=Audience.SCHOOL)
    return made


@transaction.atomic
def reword_correction(
    *,
    correction: Correction,
    wrong: str,
    should_say: str,
    expected_version: int,
    by: User,
) -> Correction:
    """Change a correction that is not sent. Raises RuleBroken, Stale."""
    _check_unsent(correction)
    _check_words(wrong, should_say)
    hold_open(correction.visit.record)
    take_next_version(correction, expected=expected_version)
    correction.wrong, correction.should_say = wrong.strip(), should_say.strip()
    correction.by, correction.at = by, clock.now()
    correction.save()
    _tell("correction.kept", correction, by=by, audience=Audience.SCHOOL)
    return correction


@transaction.atomic
def drop_correction(*, correction: Correction, by: User) -> None:
    """Take away a correction that is not sent. Raises RuleBroken once it is."""
    gone, _ = Correction.objects.unsent().filter(pk=correction.pk).delete()
    if not gone:
        raise RuleBroken(SENT_ALREADY)
    _tell("correction.dropped", correction, by=by, audience=Audience.SCHOOL)


def send_corrections(*, visit: Visit, keys: Iterable[int], by: User) -> int:
    """Send those of the kept corrections that the sender had before them.

    Called with the visit locked, as part of the school's answer. Returns how many.
    """
    kept = visit.corrections.unsent().filter(pk__in=list(keys))
    count = int(kept.update(sent_at=clock.now()))
    if count:
        events.record(
            "correction.sent",
            visit,
            by=by,
            scope=visit.record.school.scope,
            audience=Audience.LEADERS,
            corrections="a correction" if count == 1 else f"{count} corrections",
        )
    return count


@transaction.atomic
def accept_correction(
    *, correction: Correction, expected_version: int, by: User, text: str | None = None
) -> Correction:
    """Accept a correction; ``text`` is its section as it reads from now on.

    Without a text (of a section that is no text) the note is changed on its own
    form, and cannot be final before that. Raises RuleBroken, Stale.
    """
    visit = correction.visit
    _take_note(visit, expected=expected_version)
    found = _waiting(correction)
    if text is not None:
        _amend(visit, found, text)
    found.outcome = Outcome.ACCEPTED
    return _answer(found, visit, "correction.accepted", by=by)


@transaction.atomic
def decline_correction(*, correction: Correction, reason: str, by: User) -> Correction:
    """Leave the note as it is and say why. Raises RuleBroken."""
    if not reason.strip():
        raise RuleBroken("Say why it is not changed", "reason")
    visit = correction.visit
    _take_note(visit, expected=visit.version)
    found = _waiting(correction)
    found.outcome, found.reason = Outcome.DECLINED, reason.strip()
    return _answer(found, visit, "correction.declined", by=by)


def _take_note(visit: Visit, *, expected: int) -> None:
    rules.check_editable(state=visit.state)
    hold_open(visit.record)
    take_next_version(visit, expected=expected)


def _waiting(correction: Correction) -> Correction:
    found: Correction = Correction.objects.select_related("by").get(pk=correction.pk)
    if found.sent_at is None or found.outcome:
        raise RuleBroken("This correction is answered already.")
    return found


def _amend(visit: Visit, correction: Correction, text: str) -> None:
    key = correction.prompt.key
    before = visit.sections.filter(prompt=correction.prompt).first()
    if correction.prompt.required_at == SHARE and not text.strip():
        raise RuleBroken("This section cannot be empty", "text")
    if before is not None and before.text == text:
        if not rules.is_amended(given_at=visit.given_at, asked_at=correction.sent_at):
            raise RuleBroken("Change the words of the section to accept it", "text")
        return
    # The visit first: its history tells which version each later row belongs to.
    visit.given_at = clock.now()
    visit.save()
    content.write_texts(visit, {key: text})


def _answer(correction: Correction, visit: Visit, verb: str, *, by: User) -> Correction:
    correction.answered_by, correction.answered_at = by, clock.now()
    correction.save()
    _tell(verb, correction, by=by, audience=Audience.LEADERS)
    if not visit.corrections.waiting().exists():
        sent = visit.corrections.filter(sent_at=correction.sent_at)
        notify_people(
            visit,
            [one.by for one in sent.select_related("by")],
            "Your corrections to a visit note were answered",
            occasion=f"correction-{correction.pk}",
        )
    return correction


def _check_words(wrong: str, should_say: str) -> None:
    if not wrong.strip():
        raise RuleBroken("Say what is wrong", "wrong")
    if not should_say.strip():
        raise RuleBroken("Say what it should say", "should_say")


def _check_unsent(correction: Correction) -> None:
    rules.check_can_comment(state=correction.visit.state)
    if not Correction.objects.unsent().filter(pk=correction.pk).exists():
        raise RuleBroken(SENT_ALREADY)


def _tell(verb: str, correction: Correction, *, by: User, audience: Audience) -> None:
    visit = correction.visit
    events.record(
        verb,
        visit,
        by=by,
        scope=visit.record.school.scope,
        audience=audience,
        section=correction.prompt.label.rstrip(":").strip(),
    )
