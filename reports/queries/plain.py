"""The page for governors: what was decided and made final, in plain words."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q

from engagement.models import CyclePrompt, SchoolYearRecord
from reports.queries.school import Stand
from reports.rules.questions import Position, Question, questions_about
from reports.summary.stand import MOST_STEPS
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.asked import SAYS_MOST
from visits.models import NextStep, Visit, VisitSection, VisitState

ASKED = 7
ENOUGH = 90


def last_final_visit(school: School, user: User) -> dict[str, Any] | None:
    """The latest final visit and, as ``key_points``, how its summary begins: two
    queries."""
    for visit in _last_final(user, school.pk):
        text = next(iter(_summary(visit["pk"])), "")
        return {**visit, "key_points": _beginning(text)}
    return None


@prepared
def _last_final(reader: User, school: int) -> Any:
    final = Visit.objects.visible_to(reader).filter(
        record__school=school, state=VisitState.FINAL
    )
    columns = ("pk", "date", "visit_type__label", "lead__name")
    return final.newest_first().values(*columns)[:1]


@prepared
def _summary(visit: int) -> Any:
    said = VisitSection.objects.filter(SAYS_MOST, visit=visit)
    return said.order_by("pk").values_list("text", flat=True)[:1]


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
    shown = [
        {**row, "who": row["who"] or row["person__name"] or ""}
        for row in _open_steps(user, school.pk)[:most]
    ]
    return AgreedSteps(shown, **counted)


@prepared
def _open_steps(reader: User, school: int) -> Any:
    final = NextStep.objects.visible_to(reader).filter(
        visit__record__school=school, visit__state=VisitState.FINAL
    )
    rows = final.open().order_by("due_on", "pk")
    return rows.values("pk", "text", "due_on", "who", "person__name")[:MOST_STEPS]


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
    return _questions(*_framework_of(record)[0])


@prepared
def _framework_of(record: int) -> Any:
    records = SchoolYearRecord.objects.filter(pk=record)
    return records.values_list("framework__digest", "framework")


@lru_cache(maxsize=32)
def _questions(digest: str, framework: int) -> tuple[str, ...]:
    """Published words, kept for each process under the version's digest."""
    cycle = CyclePrompt.objects.filter(framework=framework).exclude(text="")
    last = cycle.order_by("-order").values_list("text", flat=True)[:ASKED]
    return tuple(reversed(last))
