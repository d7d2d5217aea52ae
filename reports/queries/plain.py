"""The page for governors: what was decided and made final, in plain words."""

from functools import lru_cache
from typing import Any

from engagement.models import CyclePrompt, SchoolYearRecord
from schools.models import School
from sitrack.core.models import User
from visits.models import Visit, VisitSection, VisitState

SUMMARY = "summary"
ASKED = 7


def last_final_visit(school: School, user: User) -> dict[str, Any] | None:
    """The latest final visit and, as ``key_points``, its summary: two queries."""
    final = Visit.objects.visible_to(user).filter(
        record__school=school, state=VisitState.FINAL
    )
    visit = (
        final.newest_first()
        .values("pk", "date", "visit_type__label", "lead__name")
        .first()
    )
    if visit is None:
        return None
    said = VisitSection.objects.filter(visit=visit["pk"], prompt__key=SUMMARY)
    text = said.values_list("text", flat=True).first()
    return {**visit, "key_points": text or ""}


def questions_to_ask(record: int | None) -> tuple[str, ...]:
    """The cycle's own questions about impact, for the next governors' meeting."""
    if record is None:
        return ()
    framework = SchoolYearRecord.objects.filter(pk=record).values_list(
        "framework__digest", "framework"
    )
    return _questions(*framework.get())


@lru_cache(maxsize=32)
def _questions(digest: str, framework: int) -> tuple[str, ...]:
    """Published words, kept for each process under the version's digest."""
    cycle = CyclePrompt.objects.filter(framework=framework).exclude(text="")
    last = cycle.order_by("-order").values_list("text", flat=True)[:ASKED]
    return tuple(reversed(last))
