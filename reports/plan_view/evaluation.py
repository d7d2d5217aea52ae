"""The evaluation at the end of a plan's timescale (SUF-A-20 to 22)."""

from dataclasses import dataclass
from datetime import date

from plans.models import EndEvaluation


@dataclass(frozen=True)
class EvaluationView:
    """What it says, by whom, and the school beside it."""

    held_on: date
    present: tuple[str, ...]
    outcome: str
    recommended: str
    summary: str
    school_comment: str


def evaluation_view(found: EndEvaluation) -> EvaluationView:
    """The evaluation as plain values; those who were not there say why."""
    return EvaluationView(
        held_on=found.held_on,
        present=tuple(
            f"{one}: not there, {one.absent_because}"
            if one.absent_because
            else str(one)
            for one in found.present.all()
        ),
        outcome=found.get_outcome_display(),
        recommended=str(found.recommended or ""),
        summary=found.summary,
        school_comment=found.school_comment,
    )
