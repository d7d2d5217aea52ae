"""The steps that every change of an evaluation takes (SM-5)."""

from collections.abc import Iterable

from engagement.services.holding import hold_open
from schools.access import users_holding
from sitrack.core import delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation
from visits.rules import evaluations as rules

WHOLE = ("record__school", "record__year", "record__framework", "lead")


def held(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it stands now, whose record nobody locks meanwhile; whoever
    changes it at the same time comes after."""
    hold_open(evaluation.record)
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related(*WHOLE)
    found: Evaluation = rows.get(pk=evaluation.pk)
    return found


def move(evaluation: Evaluation, verb: str, **fields: object) -> None:
    """Take the transition; of two who try at once the second is told (SM-5)."""
    stages = kind_of(evaluation).stage_codes
    transition = rules.check_can(verb, state=evaluation.state, stages=stages)
    try:
        take_next_version(evaluation, expected=evaluation.version)
    except Stale:
        raise RuleBroken(rules.TAKEN) from None
    evaluation.state = transition.target
    for name, value in fields.items():
        setattr(evaluation, name, value)
    evaluation.save()


def tell(
    verb: str,
    evaluation: Evaluation,
    *,
    by: User | None,
    audience: Audience = Audience.LEADERS,
    **facts: str,
) -> None:
    """Record the event in the scope of the school; it names no content."""
    scope = evaluation.school.scope
    events.record(verb, evaluation, by=by, scope=scope, audience=audience, **facts)


def notify(
    evaluation: Evaluation, users: Iterable[User], title: str, *, but: User | None
) -> None:
    """Tell people by a title and a link, and not the person who acts (WIL-E-02)."""
    delivery.notify(
        [user for user in users if user != but],
        title=f"{title}: {evaluation.school}",
        path=evaluation.get_absolute_url(),
        key=f"evaluation:{evaluation.pk}:{evaluation.state}:{evaluation.version}",
    )


def at_school(evaluation: Evaluation, *roles: Role) -> list[User]:
    """The accounts of those who hold these roles at the school."""
    return users_holding(evaluation.school, *roles)


def of_team(evaluation: Evaluation) -> list[User]:
    """The accounts of the lead and of the evaluators beside them."""
    members = evaluation.members.filter(removed_at=None).values("person")
    return list(
        User.objects.filter(person__in=members, is_active=True).order_by("pk")
    ) + of_lead(evaluation)


def of_lead(evaluation: Evaluation) -> list[User]:
    user = evaluation.lead.user
    return [user] if user else []
