"""What a self-evaluation tells: events, and messages that name no content (CONF-04)."""

from collections.abc import Iterable

from schools.access import users_holding
from sitrack.core import delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from visits.models import SelfEvaluation, SelfEvaluationPart


def tell(
    verb: str,
    evaluation: SelfEvaluation,
    *,
    by: User,
    audience: Audience = Audience.LEADERS,
    **facts: str,
) -> None:
    """Write the event, in the transaction that it tells of."""
    events.record(
        f"self_evaluation.{verb}",
        evaluation,
        by=by,
        scope=evaluation.school.scope,
        audience=audience,
        **facts,
    )


def own_side(part: SelfEvaluationPart) -> Audience:
    """Who is told of a part that was not given yet: its own side alone (CONF-07)."""
    if part.is_given:
        return Audience.LEADERS
    school = part.kind == SelfEvaluationPart.Kind.SCHOOL
    return Audience.SCHOOL if school else Audience.AUTHORITY


def notify(
    evaluation: SelfEvaluation,
    roles: Iterable[Role],
    title: str,
    *,
    but: User,
    occasion: str,
) -> None:
    """Tell those who hold these roles at the school, and not the person who acts."""
    people = users_holding(evaluation.school, *roles)
    delivery.notify(
        [person for person in people if person != but],
        title=f"{title}: {evaluation.school}",
        path=evaluation.get_absolute_url(),
        key=f"self-evaluation:{evaluation.pk}:{occasion}",
    )
