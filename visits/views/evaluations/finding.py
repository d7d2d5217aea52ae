"""Finding the evaluation that a page is about, and saying whose it is."""

from typing import Any

from schools.finding import Finder
from sitrack.core.models import User
from visits.evaluation_access import who_can_see
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation


def find_evaluation(user: User, pk: int) -> Evaluation:
    """The evaluation in the user's scope, or 404."""
    found: Evaluation = _find_evaluation(user, pk)
    return found


@Finder
def _find_evaluation() -> Any:
    return Evaluation.objects.select_related(
        *("record__school", "record__year", "record__framework"),
        *("lead", "called_off_by"),
    )


def whose(evaluation: Evaluation) -> dict[str, Any]:
    """What every page of an evaluation says: whose it is, its state, that it is
    provisional, and who can see it."""
    return {
        "evaluation": evaluation,
        "kind": kind_of(evaluation),
        "school": evaluation.school,
        "record": evaluation.record,
        "readers": who_can_see(evaluation),
    }
