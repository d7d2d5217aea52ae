"""Whose turn it is with an evaluation, what they do, and by when."""

from dataclasses import dataclass
from datetime import date

from engagement.queries.wording import role_name
from sitrack.core import calendar
from sitrack.core.roles import Role
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, EvaluationReport
from visits.rules.evaluations import Clocks, clocks_of
from visits.services.evaluations.ending import facts_end


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, what they do, and by when; ``late`` counts the days since."""

    who: str
    what: str
    by: date | None = None
    late: int = 0


def clocks_at(evaluation: Evaluation) -> Clocks | None:
    """The clocks of an evaluation; None for a kind that has none (DER-14)."""
    clocks = kind_of(evaluation).clocks
    if clocks is None:
        return None
    return clocks_of(
        evaluation.evaluation_on,
        draft=clocks.draft,
        final=clocks.final,
        closed=calendar.closed_days(),
    )


def turn_of(one: Evaluation, draft: EvaluationReport | None) -> Turn | None:
    """Whose turn it is; None once nothing is left to be done."""
    kind, clocks = kind_of(one), clocks_at(one)
    leader = kind.leader
    head = role_name(one.record.framework, Role.HEADTEACHER)
    draft_due = clocks.draft_due if clocks else None
    final_due = clocks.final_due if clocks else None
    checked_by = facts_end(draft, one) if draft else None
    turns: dict[str, tuple[str, str, date | None]] = {
        "planned": (leader, "prepares the planning meeting", one.meeting_on),
        "prep": (
            *(leader, "shares the focus and methodology with the school"),
            one.evaluation_on,
        ),
        "scheduled": (leader, "holds the evaluation", one.evaluation_on),
        "conducted": (leader, "gives feedback and sends the draft", draft_due),
        "feedback_given": (leader, "sends the draft report", draft_due),
        "draft_sent": (head, "checks the facts of the draft", checked_by),
        "factual_check": (leader, "makes the report final", final_due),
        "final": (
            *(f"{leader} or {head}", "says when the final report was discussed"),
            final_due,
        ),
        "shared_with_governors": (leader, "closes the evaluation", None),
    }
    if "governors" not in kind.stage_codes:
        turns["final"] = turns["shared_with_governors"]
    if one.state not in turns:
        return None
    who, what, by = turns[one.state]
    today = calendar.today()
    late = (today - by).days if by and by < today else 0
    return Turn(who, what, by, late)
