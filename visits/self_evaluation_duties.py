"""What self-evaluations tell of what is due: their meetings, and which parts came."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from engagement.queries.forms import any_has, form_of
from engagement.rules.cadence import Anchor
from engagement.rules.duties import Done, Given
from visits.models import SelfEvaluation, SelfEvaluationState
from visits.rules import self_evaluation as rules
from visits.services.self_evaluations.setting import FORM

DISCUSSED = "self_evaluation_discussed"
KIND = "self_evaluation"


def given_by_self_evaluations(schools: Collection[int], day: date) -> Given:
    """Meetings of the years that are not over, and what was given for each (CAD-10).

    A meeting that moves takes its days with it; one that is cancelled asks for nothing.
    What came late still counts: it was asked for the same meeting.
    """
    given = Given()
    if not any_has(FORM):
        return given
    rows = SelfEvaluation.objects.filter(
        record__school__in=schools, record__year__end__gte=day
    )
    wanted = rows.exclude(state=SelfEvaluationState.CANCELLED)
    for one in wanted.select_related("record__framework").prefetch_related(
        "parts__answers", "parts__files"
    ):
        school, span = one.record.school_id, f"meeting:{one.pk}"
        given.anchors.append((school, Anchor("meeting", span, one.meeting_on)))
        for activity, on in _done(one).items():
            done = Done(
                school, activity, KIND, one.pk, on, frozenset({span}), late=True
            )
            given.done.append(done)
    return given


def _done(evaluation: SelfEvaluation) -> dict[str, date]:
    """What was done for a meeting, and on which day."""
    form = form_of(evaluation.record.framework, FORM)
    if form is None:
        return {}
    days: dict[str, date] = {}
    activities = {
        rules.LA: form.la_due,
        rules.SCHOOL: form.school_due,
        rules.MEETING: DISCUSSED,
    }
    meets = {one.code: one.meets for one in form.prompts if one.meets}
    for part in evaluation.parts.all():
        if part.given_at is None:
            continue
        on = timezone.localdate(part.given_at)
        days[activities[part.kind]] = on
        said = {answer.prompt for answer in part.answers.all() if answer.text}
        said |= {file.prompt for file in part.files.all() if not file.withdrawn_at}
        days |= {meets[code]: on for code in said if code in meets}
    return days
