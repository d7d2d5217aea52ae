"""What is found for a reader across their schools, the newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.db import models, router

from engagement.models import RecordPriority
from plans.models import ActionState, Plan, PlanAction, PlanPriority
from reports.search.index import beginning_with
from reports.search.words import beginnings, passage
from schools.models import School
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import day
from visits.models import NextStep, Visit, VisitSection
from visits.models.steps import StepState

SHOWN, ON_A_PAGE = 5, 20
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Found:
    """One thing found: ``where`` names the school, ``when`` the day or the year, and
    ``parts`` the stretch of its text about the word, as (text, is found)."""

    title: str
    href: str
    where: str
    when: str
    parts: list[tuple[str, bool]]


@dataclass(frozen=True)
class Findings:
    """What was found of one kind; ``more`` says that there is a further page."""

    kind: str
    label: str
    rows: list[Found]
    more: bool


def search(
    user: User, words: list[str], *, kind: str, page: int, theme: str = ""
) -> list[Findings]:
    """What of each kind, or of the one named, holds every one of the words.

    A word is found at the beginning of a word. Of a ``theme`` only the priorities
    tagged with it are looked through, and all are found where no word is given. Only
    what the user may read is looked through, and what they may not leaves no trace:
    neither a count nor a gap.
    """
    start = (page - 1) * ON_A_PAGE
    if theme:
        tagged = partial(_priorities, theme=theme)
        return [_page("priorities", tagged, user, words, start=start, most=ON_A_PAGE)]
    if not words:
        return []
    if kind in KINDS:
        find = KINDS[kind][1]
        return [_page(kind, find, user, words, start=start, most=ON_A_PAGE)]
    return [
        _page(code, find, user, words, start=0, most=SHOWN)
        for code, (_, find) in KINDS.items()
    ]


def _page(
    kind: str, find: "Find", user: User, words: list[str], *, start: int, most: int
) -> Findings:
    label = KINDS[kind][0]
    rows = find(user, words, slice(start, start + most + 1))
    return Findings(kind, label, rows[:most], more=len(rows) > most)


def _schools(user: User, words: list[str], part: slice) -> list[Found]:
    rows = _holding(words, School.objects.visible_to(user)).order_by("name")
    return [
        Found(school.name, school.get_absolute_url(), school.town, "", [])
        for school in rows.only("name", "town")[part]
    ]


def _visits(user: User, words: list[str], part: slice) -> list[Found]:
    visits = Visit.objects.visible_to(user)
    sections = VisitSection.objects.order_by()
    for word in words:
        visits = visits.filter(pk__in=_beginning(word, sections).values("visit"))
    columns = ("pk", "date", "visit_type__label", "record__school__name")
    shown = list(visits.newest_first().values_list(*columns)[part])
    texts = _texts_of([key for key, *_ in shown])
    return [
        Found(
            kind or "Visit",
            address("visits:visit", key),
            school,
            day(date),
            passage(_best(texts[key], words), words),
        )
        for key, date, kind, school in shown
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


def _steps(user: User, words: list[str], part: slice) -> list[Found]:
    rows = _holding(words, NextStep.objects.visible_to(user))
    columns = ("pk", "state", "text", "visit__record__school__name", "visit__date")
    return [
        Found(
            f"Next step, {StepState(state).label.lower()}",
            address("visits:step", key),
            school,
            f"agreed {day(agreed)}",
            passage(text, words),
        )
        for key, state, text, school, agreed in rows.order_by(
            "-visit__date", "-pk"
        ).values_list(*columns)[part]
    ]


def _priorities(
    user: User, words: list[str], part: slice, *, theme: str = ""
) -> list[Found]:
    rows = _holding(words, RecordPriority.objects.visible_to(user))
    rows = rows.about(theme) if theme else rows
    columns = ("record", "text", "record__school__name", "record__year__label")
    return [
        Found("Priority", address("record", record), school, year, passage(text, words))
        for record, text, school, year in rows.order_by(
            "-record__year__start", "-pk"
        ).values_list(*columns)[part]
    ]


def _plan_priorities(user: User, words: list[str], part: slice) -> list[Found]:
    plans = Plan.objects.visible_to(user).order_by().values("pk")
    rows = _holding(words, PlanPriority.objects.filter(plan__in=plans))
    columns = ("pk", "plan", "title", "plan__school__name", "plan__record__year__label")
    return [
        Found(
            "Priority of a plan",
            f"{address('plans:plan', plan)}#priority-{key}",
            school,
            year,
            passage(title, words),
        )
        for key, plan, title, school, year in rows.order_by(
            "-plan__record__year__start", "-pk"
        ).values_list(*columns)[part]
    ]


def _plan_actions(user: User, words: list[str], part: slice) -> list[Found]:
    rows = _holding(words, PlanAction.objects.visible_to(user))
    plan = "priority__plan"
    columns = ("pk", "state", "text", f"{plan}__school__name")
    return [
        Found(
            f"Action of a plan, {ActionState(state).label.lower()}",
            address("plans:action", key),
            school,
            year,
            passage(text, words),
        )
        for key, state, text, school, year in rows.order_by(
            f"-{plan}__record__year__start", "-pk"
        ).values_list(*columns, f"{plan}__record__year__label")[part]
    ]


def _holding(words: list[str], rows: models.QuerySet[Row]) -> Any:
    """The rows in whose text each of the words begins a word."""
    for word in words:
        rows = _beginning(word, rows)
    return rows


def _beginning(word: str, rows: models.QuerySet[Row]) -> Any:
    return beginning_with(word, rows, using=router.db_for_read(rows.model))


Find = Callable[[User, list[str], slice], list[Found]]
KINDS: dict[str, tuple[str, Find]] = {
    "schools": ("Schools", _schools),
    "visits": ("Visits", _visits),
    "steps": ("Next steps", _steps),
    "priorities": ("Priorities", _priorities),
    "plan_priorities": ("Priorities of plans", _plan_priorities),
    "plan_actions": ("Actions of plans", _plan_actions),
}
