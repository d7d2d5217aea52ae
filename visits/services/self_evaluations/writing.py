"""Writing a part of a self-evaluation and giving it to the other side (SM-6)."""

from collections.abc import Mapping

from django.db import transaction

from engagement.definitions.self_evaluation import SelfEvaluationForm
from engagement.queries.forms import form_of
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from sitrack.core.words import worded
from visits.models import SelfEvaluation, SelfEvaluationAnswer, SelfEvaluationPart
from visits.rules import self_evaluation as rules
from visits.services.self_evaluations.setting import FORM, hold, take_further
from visits.services.self_evaluations.telling import notify, own_side, tell

TOLD = {
    "send": (
        "sent",
        SCHOOL_LEADERS,
        "The {authority}’s part of a self-evaluation is ready",
    ),
    "return": (
        *("returned", (Role.OFFICER,)),
        "The school returned its part of a self-evaluation",
    ),
    "discuss": ("discussed", SCHOOL_LEADERS, "A self-evaluation was discussed"),
    "discuss_without": (
        *("discussed_without", SCHOOL_LEADERS),
        "A self-evaluation was discussed without the school’s part",
    ),
}


def prompts_of_part(form: SelfEvaluationForm, kind: str) -> dict[str, str]:
    """The prompts that a part answers, by code, with the code of their row."""
    side = "school" if kind == rules.SCHOOL else "la"
    when = {rules.LA: "before", rules.MEETING: "meeting"}
    return {
        prompt.code: row.code
        for part in form.parts
        if side == "school" or part.la_when == when[kind]
        for row in part.rows
        for prompt in row.prompts
        if prompt.side == side and prompt.answered
    }


@transaction.atomic
def save_part(
    *,
    part: SelfEvaluationPart,
    texts: Mapping[str, str],
    expected_version: int,
    by: User,
) -> SelfEvaluationPart:
    """Save the texts of a part by the codes of their prompts, others stay as they are.

    What was given stays given, and the other side is told that it changed. Raises
    Stale when somebody else of this side saved first, RuleBroken when it is too late.
    """
    held = hold(part.evaluation)
    rules.check_can_write(part.kind, state=held.state)
    _write(part, held, texts, expected_version)
    tell("saved", held, by=by, audience=own_side(part), part=part.get_kind_display())
    if part.is_given:
        title = "A self-evaluation that was sent to you has changed"
        occasion = f"{part.kind}:{part.version}"
        notify(held, _others(part), title, but=by, occasion=occasion)
    return part


@transaction.atomic
def give_part(
    *,
    part: SelfEvaluationPart,
    texts: Mapping[str, str],
    expected_version: int,
    by: User,
    reason: str = "",
) -> SelfEvaluationPart:
    """Save a part and give it to the other side: the LA sends its own, the school
    returns its own, and the second part is completed in the meeting.

    Raises RuleBroken out of turn, for an empty part, before the day of the meeting, and
    where the meeting was held without the school's part and nothing says why; Stale as
    ``save_part``. A part that was given is saved and nothing else.
    """
    if part.is_given:
        return save_part(
            part=part, texts=texts, expected_version=expected_version, by=by
        )
    held = hold(part.evaluation)
    verb = rules.giving(part.kind, state=held.state)
    target = rules.check_can(verb, state=held.state).target
    if part.kind == rules.MEETING:
        rules.check_held(meeting_on=held.meeting_on, today=calendar.today())
    rules.check_why(reason, verb=verb)
    _write(part, held, texts, expected_version)
    rules.check_answered(part.answers.values_list("text", flat=True))
    part.given_by, part.given_at = by, clock.now()
    part.save()
    take_further(held, target, reason.strip())
    event, roles, title = TOLD[verb]
    tell(event, held, by=by, reason=reason.strip())
    notify(held, roles, worded(title), but=by, occasion=event)
    return part


def _write(
    part: SelfEvaluationPart,
    evaluation: SelfEvaluation,
    texts: Mapping[str, str],
    expected_version: int,
) -> None:
    hold_open(evaluation.record)
    take_next_version(part, expected=expected_version)
    part.refresh_from_db()
    part.save()  # Its history marks when this version was written.
    known = prompts_of_part(form_of(evaluation.record.framework, FORM), part.kind)
    there = {answer.prompt: answer for answer in part.answers.all()}
    for code, text in texts.items():
        if code not in known:
            raise RuleBroken(f"This part does not answer {code}.")
        answer = there.get(code)
        if answer is None and not text.strip():
            continue
        if answer is None:
            answer = SelfEvaluationAnswer(part=part, prompt=code)
        elif answer.text == text:
            continue
        answer.text = text
        answer.save()


def _others(part: SelfEvaluationPart) -> tuple[Role, ...]:
    if part.kind == rules.SCHOOL:
        return (Role.OFFICER,)
    return tuple(SCHOOL_LEADERS)
