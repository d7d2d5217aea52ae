"""What is found for a reader across their schools, the newest first."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import router

from engagement.models import RecordPriority
from plans.models import ActionState, Plan, PlanAction, PlanPriority
from reports.search.index import beginning_with, pattern_of
from reports.search.words import beginnings, passage
from schools.models import School
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import Prepared
from sitrack.core.templatetags.govuk import day
from visits.models import NextStep, Visit, VisitSection
from visits.models.steps import StepState

SHOWN, ON_A_PAGE = 5, 20


class Found(NamedTuple):
    """One thing found: ``where`` names the school, ``when`` the day or the year, and
    ``parts`` the stretch of its text about the word, as (text, is found)."""

    title: str
    href: str
    where: str
    when: str
    parts: list[tuple[str, bool]]


class Findings(NamedTuple):
    """What was found of one kind; ``more`` says that there is a further page."""

    kind: str
    label: str
    rows: list[Found]
    more: bool


class Kind(NamedTuple):
    """Something to find: the rows that hold all of the patterns, what is told of those
    shown, and the first rows, whose statement every search asks anew."""

    label: str
    find: Callable[..., Any]
    tell: Callable[[list[Any], list[str]], list[Found]]
    first: Prepared


def search(
    user: User, words: list[str], *, kind: str, page: int, theme: str = ""
) -> list[Findings]:
    """What of each kind, or of the one named, holds every one of the words.

    A word is found at the beginning of a word. Of a ``theme`` only the priorities
    tagged with it are looked through, and all are found where no word is given. Only
    what the user may read is looked through, and what they may not leaves no trace:
    neither a count nor a gap.
    """
    patterns = [pattern_of(word, using=router.db_for_read(Visit)) for word in words]
    start = (page - 1) * ON_A_PAGE
    part = slice(start, start + ON_A_PAGE + 1)
    if theme:
        tagged = _priorities(user, *patterns, theme=theme)[part]
        return [_findings("priorities", list(tagged), words, most=ON_A_PAGE)]
    if not words:
        return []
    if kind in KINDS:
        rows = list(KINDS[kind].find(user, *patterns)[part])
        return [_findings(kind, rows, words, most=ON_A_PAGE)]
    return [
        _findings(code, each.first(user, *patterns), words, most=SHOWN)
        for code, each in KINDS.items()
    ]


def _findings(code: str, rows: list[Any], words: list[str], *, most: int) -> Findings:
    kind = KINDS[code]
    return Findings(code, kind.label, kind.tell(rows[:most], words), len(rows) > most)


def _schools(user: User, *patterns: str) -> Any:
    rows = _holding(patterns, School.objects.visible_to(user))
    return rows.order_by("name").values_list("pk", "name", "town")


def _tell_schools(rows: list[Any], words: list[str]) -> list[Found]:
    return [
        Found(name, address("school", key), town, "", []) for key, name, town in rows
    ]


def _visits(user: User, *patterns: str) -> Any:
    visits = Visit.objects.visible_to(user)
    sections = VisitSection.objects.order_by()
    for pattern in patterns:
        visits = visits.filter(pk__in=_beginning(pattern, sections).values("visit"))
    columns = ("pk", "date", "visit_type__label", "record__school__name")
    return visits.newest_first().values_list(*columns)


def _tell_visits(rows: list[Any], words: list[str]) -> list[Found]:
    texts = _texts_of([key for key, *_ in rows])
    return [
        Found(
            kind or "Visit",
            address("visits:visit", key),
            school,
            day(date),
            passage(_best(texts[key], words), words),
        )
        for key, date, kind, school in rows
    ]


def _texts_of(visits: list[int]) -> dict[int, list[str]]:
    """What is written in each of the visits, in the order of the form."""
    texts: dict[int, list[str]] = {visit: [] for visit in visits}
    sections = VisitSection.objects.filter(visit__in=visits)
    for visit, text in sections.values_list("visit", "text"):
        texts[visit].append(text)
    return texts


def _best(texts: list[str], words: list[str]) -> str:
    """The first of the texts that holds one of the words."""
    sought = beginnings(words)
    return next((text for text in texts if sought.search(text)), "")


def _steps(user: User, *patterns: str) -> Any:
    rows = _holding(patterns, NextStep.objects.visible_to(user))
    columns = ("pk", "state", "text", "visit__record__school__name", "visit__date")
    return rows.order_by("-visit__date", "-pk").values_list(*columns)


def _tell_steps(rows: list[Any], words: list[str]) -> list[Found]:
    return [
        Found(
            f"Next step, {StepState(state).label.lower()}",
            address("visits:step", key),
            school,
            f"agreed {day(agreed)}",
            passage(text, words),
        )
        for key, state, text, school, agreed in rows
    ]


def _priorities(user: User, *patterns: str, theme: str = "") -> Any:
    rows = _holding(patterns, RecordPriority.objects.visible_to(user))
    rows = rows.about(theme) if theme else rows
    columns = ("record", "text", "record__school__name", "record__year__label")
    return rows.order_by("-record__year__start", "-pk").values_list(*columns)


def _tell_priorities(rows: list[Any], words: list[str]) -> list[Found]:
    return [
        Found("Priority", address("record", record), school, year, passage(text, words))
        for record, text, school, year in rows
    ]


def _plan_priorities(user: User, *patterns: str) -> Any:
    plans = Plan.objects.visible_to(user).order_by().values("pk")
    rows = _holding(patterns, PlanPriority.objects.filter(plan__in=plans))
    columns = ("pk", "plan", "title", "plan__school__name", "plan__record__year__label")
    return rows.order_by("-plan__record__year__start", "-pk").values_list(*columns)


def _tell_plan_priorities(rows: list[Any], words: list[str]) -> list[Found]:
    return [
        Found(
            "Priority of a plan",
            f"{address('plans:plan', plan)}#priority-{key}",
            school,
            year,
            passage(title, words),
        )
        for key, plan, title, school, year in rows
    ]


def _plan_actions(user: User, *patterns: str) -> Any:
    rows = _holding(patterns, PlanAction.objects.visible_to(user))
    plan = "priority__plan"
    columns = ("pk", "state", "text", f"{plan}__school__name")
    ordered = rows.order_by(f"-{plan}__record__year__start", "-pk")
    return ordered.values_list(*columns, f"{plan}__record__year__label")


def _tell_plan_actions(rows: list[Any], words: list[str]) -> list[Found]:
    return [
        Found(
            f"Action of a plan, {ActionState(state).label.lower()}",
            address("plans:action", key),
            school,
            year,
            passage(text, words),
        )
        for key, state, text, school, year in rows
    ]


def _holding(patterns: tuple[str, ...], rows: Any) -> Any:
    """The rows in whose text each of the words begins a word."""
    for pattern in patterns:
        rows = _beginning(pattern, rows)
    return rows


def _beginning(pattern: str, rows: Any) -> Any:
    return beginning_with(pattern, rows, using=router.db_for_read(rows.model))


def _kind(
    label: str,
    find: Callable[..., Any],
    tell: Callable[[list[Any], list[str]], list[Found]],
) -> Kind:
    def first(user: User, *patterns: str) -> Any:
        return find(user, *patterns)[: SHOWN + 1]

    return Kind(label, find, tell, Prepared(first))


KINDS = {
    "schools": _kind("Schools", _schools, _tell_schools),
    "visits": _kind("Visits", _visits, _tell_visits),
    "steps": _kind("Next steps", _steps, _tell_steps),
    "priorities": _kind("Priorities", _priorities, _tell_priorities),
    "plan_priorities": _kind(
        "Priorities of plans", _plan_priorities, _tell_plan_priorities
    ),
    "plan_actions": _kind("Actions of plans", _plan_actions, _tell_plan_actions),
}
