"""Taking a shared note back before the school has answered it (SM-3)."""

from django.db import transaction

from engagement.services.holding import hold_open
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits import rules
from visits.elsewhere import elsewhere
from visits.models import FollowUp, NextStep, Recall, Visit, VisitState
from visits.models.steps import StepState
from visits.services import ledger, pooling
from visits.services.telling import notify_holders


@transaction.atomic
def recall(*, visit: Visit, reason: str, expected_version: int, by: User) -> Visit:
    """Take a shared note back into a draft, which the school cannot read.

    Whatever sharing did is undone: its time is reversed in the ledger, and earlier
    steps that it closed are open again. A next visit that it put into the diary
    stays there, since it was agreed. The school's leaders are told that the note
    was taken back and why. Raises RuleBroken once the school has answered, without
    a reason, when another visit has followed its steps up, and for a visit that is
    written up elsewhere; Stale.
    """
    if not reason.strip():
        raise RuleBroken("Say why you take the note back", "reason")
    place = elsewhere(visit)
    if place:
        raise RuleBroken(
            f"The note of this visit follows the {place.name}."
            " Change what it says there."
        )
    rules.check_can_recall(state=visit.state)
    if pooling.is_pooled(visit):
        raise RuleBroken(
            "Other schools read this note too, so it is not taken back. Change it"
            " instead."
        )
    hold_open(visit.record)
    take_next_version(visit, expected=expected_version)
    if FollowUp.objects.filter(step__visit=visit).exists():
        raise RuleBroken(
            "A later visit has followed up the next steps of this note, so it cannot"
            " be taken back. You can change it instead."
        )
    _undo_follow_ups(visit, by=by)
    ledger.take_time_back(visit, by=by)
    visit.state, visit.shared_at = VisitState.DRAFT, None
    visit.save()
    made = Recall.objects.create(
        visit=visit, reason=reason.strip(), by=by, at=clock.now()
    )
    events.record(
        "visit.recalled",
        visit,
        by=by,
        scope=visit.record.school.scope,
        audience=Audience.LEADERS,
        reason=made.reason,
    )
    title = "A visit note that was shared with you was taken back"
    notify_holders(visit, SCHOOL_LEADERS, title, occasion=f"recall-{made.pk}")
    return visit


def _undo_follow_ups(visit: Visit, *, by: User) -> None:
    """Open again the earlier steps that this visit's note closed.

    A step that it carried forward keeps the link to its new step, which stays in
    the draft with whatever its author made of it.
    """
    for step in NextStep.objects.filter(closed_by=visit):
        step.state, step.closed_by = StepState.OPEN, None
        step.closed_on, step.closing_note = None, ""
        step.version += 1
        step.save()
        events.record(
            "step.reopened",
            step,
            by=by,
            scope=visit.record.school.scope,
            audience=Audience.LEADERS,
            step=step.text[:80],
        )
