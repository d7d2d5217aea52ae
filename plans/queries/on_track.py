"""How plans stand by their reviews: for whoever sees many of them (DER-08, DER-16)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from plans.models import ActionRating, ActionState, PlanReview, Rag
from plans.sittings import ACTION


@dataclass(frozen=True)
class Standing:
    """How many plans are on track, are not, and were not reviewed yet."""

    on_track: int
    off_track: int
    unreviewed: int

    @property
    def plans(self) -> int:
        return self.on_track + self.off_track + self.unreviewed


@dataclass(frozen=True)
class RagCounts:
    """How many of a plan's actions were last rated red, amber and green."""

    red: int = 0
    amber: int = 0
    green: int = 0
    unrated: int = 0


def with_last_verdict(plans: Any) -> Any:
    """Plans with ``last_on_track`` and ``last_reviewed_on`` of their latest review that
    is shared; both are None where there was none yet."""
    held = PlanReview.objects.held().filter(plan=OuterRef("pk"))
    latest = held.order_by("-held_on", "-pk")
    return plans.annotate(
        last_on_track=Subquery(latest.values("on_track")[:1]),
        last_reviewed_on=Subquery(latest.values("held_on")[:1]),
    )


def standing_of(plans: Any) -> Standing:
    """DER-08: counted by the database in one query, over the plans that are given;
    those not yet reviewed are counted apart."""
    counted = with_last_verdict(plans.order_by()).aggregate(
        on_track=Count("pk", filter=Q(last_on_track=True)),
        off_track=Count("pk", filter=Q(last_on_track=False)),
        unreviewed=Count("pk", filter=Q(last_on_track=None)),
    )
    return Standing(**counted)


def rag_counts(plans: Any) -> dict[int, RagCounts]:
    """DER-16 by plan: each action by its latest rating, those dropped left out.

    One query, whatever the number of plans.
    """
    latest = (
        ActionRating.objects.filter(
            action=OuterRef("priorities__actions"),
            kind=ACTION,
            review__in=PlanReview.objects.held().order_by(),
        )
        .order_by("-review__held_on", "-review_id")
        .values("rag")[:1]
    )
    asked = Q(priorities__actions__state__in=[ActionState.OPEN, ActionState.DONE])
    rows = (
        plans.order_by()
        .filter(asked)
        .annotate(last_rag=Subquery(latest))
        .values_list("pk", "last_rag")
        .annotate(number=Count("priorities__actions", distinct=True))
    )
    found: dict[int, dict[str, int]] = {}
    for plan, rag, number in rows:
        found.setdefault(plan, {})[rag or "unrated"] = number
    names = [*Rag.values, "unrated"]
    return {
        plan: RagCounts(**{name: numbers.get(name, 0) for name in names})
        for plan, numbers in found.items()
    }
