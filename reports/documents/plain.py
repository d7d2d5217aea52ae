"""A school in two pages of plain words, for its governors: nothing that is not agreed
and final, nothing longer than its place on the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engagement.models import SchoolYearRecord, SupportEntry
from glossary.models import Entry
from reports.plan_view import PlanView, viewed_in
from reports.queries.ledger import reads_totals
from reports.queries.plain import (
    agreed_steps,
    last_final_visit,
    own_questions,
    questions_to_ask,
)
from reports.queries.school import Stand, TermViews
from reports.rules.questions import Question
from schools.queries.inspections import current_inspection
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import day, hours, moment
from sitrack.core.words import word, worded
from visits.models import NextStep, VisitState
from visits.models.steps import StepState

# How much of each a page holds; what is longer ends in three dots.
LINES = 4
STEPS = 5
STANDING = 2
WORDS = 6
LONG, SHORT, NOTE, NAME = 160, 90, 330, 36
HEADING = re.compile(r"^\s*(?:\*\*.+\*\*|#+ .*)\s*$", re.MULTILINE)
MARKS = re.compile(r"[*_`#>]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class Agreed:
    """A step that was agreed, and is open."""

    text: str
    who: str
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Plain:
    """Where the school stands, what it is strong in, what was agreed, what to ask."""

    school: str
    year: str
    term: str
    facts: tuple[Fact, ...]
    strong: tuple[str, ...]
    working_on: tuple[str, ...]
    more_priorities: int
    agreed: tuple[Agreed, ...]
    more_steps: int
    last_visit: str
    key_points: str
    questions: tuple[Question, ...]
    standing: tuple[str, ...]
    words: tuple[tuple[str, str], ...]


def plain_view(record: SchoolYearRecord, stand: Stand, reader: User) -> Plain:
    """The summary of this year's record, as a governor may read it."""
    steps = agreed_steps(stand.school, reader, most=STEPS)
    last = last_final_visit(stand.school, reader)
    plans = viewed_in(record, reader)
    today = calendar.today()
    strong = tuple(shortened(text, LONG) for text in _strong(record, reader))[:LINES]
    working_on = tuple(shortened(text, LONG) for text in stand.priorities[:LINES])
    points = shortened(last["key_points"], NOTE) if last else ""
    agreed = tuple(
        Agreed(
            shortened(step["text"], SHORT),
            shortened(step["who"], NAME),
            step["due_on"],
            bool(step["due_on"] and step["due_on"] < today),
        )
        for step in steps.shown
    )
    facts = tuple(_facts(record, stand, plans, reader))
    typed = [
        *(fact.text for fact in facts),
        *(*strong, *working_on, points),
        *(f"{one.text} {one.who}" for one in agreed),
    ]
    return Plain(
        school=stand.school.name,
        year=stand.year,
        term=stand.term,
        facts=facts,
        strong=strong,
        working_on=working_on,
        more_priorities=max(0, len(stand.priorities) - LINES),
        agreed=agreed,
        more_steps=steps.open - len(agreed),
        last_visit=f"{day(last['date'])}, {last['visit_type__label']}" if last else "",
        key_points=points,
        questions=tuple(own_questions(stand, steps)),
        standing=questions_to_ask(record.pk)[:STANDING],
        words=tuple(_explained(record.framework.code, " ".join(typed))),
    )


def shortened(text: str, letters: int) -> str:
    """A text on one line, without headings and marks; cut between two words."""
    plain = " ".join(MARKS.sub(" ", HEADING.sub(" ", text)).split())
    if len(plain) <= letters:
        return plain
    return f"{plain[:letters].rsplit(' ', 1)[0]} …"


def _level(level: dict[str, Any] | None) -> Fact:
    """The level; where it gives hours it is a limit, and said to be one."""
    gives_hours = word("time_in") == "hour"
    label = "How much support it can have" if gives_hours else word("Level")
    if level is None:
        return Fact(label, worded("No {level} is set yet."))
    said = f"{shortened(level['label'], SHORT)}, since {day(level['since'])}."
    if gives_hours:
        said += " It is a limit and not a grade: using less is no failing."
    return Fact(label, said)


def _facts(
    record: SchoolYearRecord, stand: Stand, plans: list[PlanView], reader: User
) -> Iterator[Fact]:
    yield _level(stand.level)
    spent = stand.hours
    if spent and spent.ceiling is not None and reads_totals(reader, record.school):
        used = f"{hours(spent.used)} of up to {hours(spent.ceiling)} hours"
        yield Fact("Support used this term", f"{used}.")
    if word("trajectory"):
        yield Fact(worded("The next {inspection}"), _views(stand.now))
    found = current_inspection(record.school_id, calendar.today())
    if found:
        said = shortened("; ".join(found.grades) or found.headline, LONG)
        told = f"{said}. {found.when}." if said else f"{found.when}."
        yield Fact(worded("The last {inspection}"), told)
    for plan in plans[:1]:
        yield Fact("The plan for extra support", _plan(plan))
    yield Fact("The next visit", _next(stand.next_visit))


def _views(now: TermViews | None) -> str:
    if now is None or not (now.school or now.la):
        return "No view is given yet this term."
    if now.school and now.school == now.la:
        return f"The school and the local authority agree: {now.school}."
    said = [
        f"The {who} says: {view or 'nothing yet'}."
        for who, view in (("school", now.school), ("local authority", now.la))
    ]
    return " ".join(said)


def _plan(plan: PlanView) -> str:
    rated = [f"{count} {word.lower()}" for word, _, count in plan.rag_counts if count]
    held = plan.reviews[-1] if plan.reviews else None
    track = "It was not reviewed yet."
    if held:
        how = "on track" if held.on_track else "not on track"
        track = f"At the review of {day(held.day)} it was {how}."
    actions = f" Its actions: {', '.join(rated)}." if rated else ""
    return f"{day(plan.starts_on)} to {day(plan.ends_on)}. {track}{actions}"


def _next(planned: datetime | date | None) -> str:
    if planned is None:
        return "No day is set yet."
    if isinstance(planned, datetime):
        return f"{moment(planned)}."
    return f"{day(planned)}."


def _strong(record: SchoolYearRecord, reader: User) -> Iterator[str]:
    """What the record itself shows: what others could learn here, which priorities
    were closed, and how many of the agreed steps are done."""
    offers = SupportEntry.objects.filter(
        record=record, strand=SupportEntry.Strand.OFFER
    ).exclude(text="")
    for text in offers.order_by("-term__start").values_list("text", flat=True)[:2]:
        yield f"It could help other schools: {text}"
    for priority in record.priorities.filter(closed=True).order_by("-closed_on")[:2]:
        yield f"A priority was closed: {priority.text}"
    final = NextStep.objects.visible_to(reader).filter(
        visit__record=record, visit__state=VisitState.FINAL
    )
    done = final.filter(state=StepState.DONE).count()
    if done:
        steps = (
            "step agreed this year is" if done == 1 else "steps agreed this year are"
        )
        yield f"{done} {steps} done."


def _explained(framework: str, typed: str) -> Iterable[tuple[str, str]]:
    """The abbreviations that the texts of the page use, with their meanings."""
    rows = Entry.objects.explained(framework).values_list("abbreviation", "meaning")
    met: dict[str, str] = {}
    for abbreviation, meaning in rows:
        if re.search(rf"(?<!\w){re.escape(abbreviation)}(?!\w)", typed):
            met.setdefault(abbreviation, meaning)
    return [(word, shortened(meaning, SHORT)) for word, meaning in met.items()][:WORDS]
