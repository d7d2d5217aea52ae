"""Plans and actions in lists: of a school, and of one person across schools."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from plans.models import ENDED, LIVE, ActionState, Plan, PlanAction, PlanState
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import prepared


@dataclass(frozen=True)
class PlanLine:
    """A plan in a line: how far it is, its days, and what is in it."""

    pk: int
    state: str
    starts_on: date | None
    ends_on: date | None
    priorities: int
    open_actions: int

    @property
    def href(self) -> str:
        return address("plans:plan", self.pk)

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def state_words(self) -> str:
        return str(PlanState(self.state).label)


def plans_at(school: int, user: User) -> list[PlanLine]:
    """The plans of a school that the user may read, those that go on first: one
    query."""
    lines = (PlanLine(*row) for row in _rows_at(school, user))
    return sorted(lines, key=lambda one: one.state in ENDED)


@prepared
def _rows_at(school: int, reader: User) -> Any:
    plans = Plan.objects.visible_to(reader).order_by().values("pk")
    is_open = Q(priorities__actions__state=ActionState.OPEN)
    rows = Plan.objects.filter(school=school, pk__in=plans).annotate(
        of_priorities=Count("priorities", distinct=True),
        of_actions=Count("priorities__actions", filter=is_open, distinct=True),
    )
    return rows.order_by("-starts_on", "-pk").values_list(
        *("pk", "state", "starts_on", "ends_on"), "of_priorities", "of_actions"
    )


def own_actions(user: User) -> QuerySet[PlanAction]:
    """The user's own open actions of plans under way, those due first on top."""
    found: QuerySet[PlanAction] = (
        PlanAction.objects.visible_to(user)
        .open()
        .filter(
            person__user=user,
            priority__plan__state__in=[PlanState.ACTIVE, PlanState.TRANSITION],
        )
    )
    return found.select_related("priority__plan__school").order_by("due_on", "pk")


def rows_of(actions: Any, today: date) -> list[dict[str, Any]]:
    """Actions as a list shows them."""
    return [
        {
            "pk": one.pk,
            "text": one.text,
            "school": one.priority.plan.school.name,
            "due_on": one.due_on,
            "when": one.when,
            "is_late": one.is_overdue(today),
        }
        for one in actions
    ]
