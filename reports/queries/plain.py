"""The page for governors: what was decided and made final, in plain words."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q

from engagement.models import CyclePrompt, SchoolYearRecord
from reports.queries.school import Stand
from reports.rules.questions import Position, Question, questions_about
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import NextStep, Visit, VisitSection, VisitState

SUMMARY = "summary"
ASKED = 7
ENOUGH = 90


def last_final_visit(school: School, user: User) -> dict[str, Any] | None:
    """The latest final visit and, as ``key_points``, how its summary begins: two
    queries."""
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
    return {**visit, "key_points": _beginning(text or "")}


def _beginning(text: str) -> str:
    """The whole paragraphs that a text begins with, about ``ENOUGH`` words of them."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        if kept and len(" ".join([*kept, paragraph]).split()) > ENOUGH:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


class AgreedSteps(NamedTuple):
    """The first of the steps that a governor may read of, how many are open and late."""

    shown: list[dict[str, Any]]
    open: int
    late: int


def agreed_steps(school: School, user: User, *, most: int) -> AgreedSteps:
    """The open next steps of final notes, the soonest first: at most two queries."""
    final = NextStep.objects.visible_to(user).filter(
        visit__record__school=school, visit__state=VisitState.FINAL
    )
    is_late = Q(due_on__lt=calendar.today())
    counted = final.open().aggregate(open=Count("pk"), late=Count("pk", filter=is_late))
    if not counted["open"]:
        return AgreedSteps([], 0, 0)
    rows = final.open().order_by("due_on", "pk")
    shown = [
        {**row, "who": row["who"] or row["person__name"] or ""}
        for row in rows.values("pk", "text", "due_on", "who", "person__name")[:most]
    ]
    return AgreedSteps(shown, **counted)


def own_questions(stand: Stand, steps: AgreedSteps) -> list[Question]:
    """The questions that the school's own position raises today."""
    today, level = calendar.today(), stand.level or {}
    position = Position(
        level=level.get("label", ""),
        level_before=level.get("before", ""),
        level_since=level.get("since"),
        views_differ=bool(stand.now and stand.now.differ),
        priorities=len(stand.priorities),
        steps_late=steps.late,
        steps_open=steps.open,
    )
    return questions_about(position, today)


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
