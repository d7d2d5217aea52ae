"""The front sheet of a record as one reader may see it (WIL-V-01 to 17)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from engagement.definitions.front_sheets import FrontPrompt, FrontSheet
from engagement.models import SchoolYearRecord
from engagement.queries.forms import form_of
from engagement.queries.front_sheets import answers_of
from engagement.queries.levels import level_in_force
from engagement.queries.measures import measures_of
from engagement.queries.wording import options_of
from engagement.rules.measures import Showing
from schools.access import holders
from schools.models import InspectionResult
from schools.queries.inspections import current_inspection
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.templatetags.govuk import day as in_words
from visits.models import Visit


@dataclass(frozen=True)
class SheetRow:
    """A row of the sheet: lines, a text, a list with what applies, or a table."""

    code: str
    label: str
    kind: str
    heading: str
    lines: tuple[str, ...] = ()
    text: str = ""
    items: tuple[tuple[str, bool], ...] = ()
    heads: tuple[str, ...] = ()
    table: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether it is short enough to stand beside its label."""
        return self.kind in ("derived", "date", "choice")

    @property
    def is_empty(self) -> bool:
        """Whether it is a table in which nothing is entered yet."""
        return bool(self.table) and not any(any(cells) for _, cells in self.table)


@dataclass(frozen=True)
class Sheet:
    """The sheet with its rows, and what the set of notes behind it is called."""

    name: str
    set_name: str
    rows: tuple[SheetRow, ...]

    @property
    def runs(self) -> list[tuple[bool, list[SheetRow]]]:
        """Rows that follow each other and are laid out together: facts under one
        heading in one table, everything else by itself."""
        found: list[tuple[bool, list[SheetRow]]] = []
        for row in self.rows:
            goes_on = found and found[-1][0] == row.is_fact and not row.heading
            if goes_on:
                found[-1][1].append(row)
            else:
                found.append((row.is_fact, [row]))
        return found


def has_sheet(record: SchoolYearRecord) -> bool:
    """Whether the record's framework prints a front sheet."""
    return form_of(record.framework, "front_sheet") is not None


def set_name_of(record: SchoolYearRecord) -> str:
    """What the year's notes together are called; empty without a front sheet."""
    form = form_of(record.framework, "front_sheet")
    return form.set_name if form else ""


def read_sheet(record: SchoolYearRecord, reader: User) -> Sheet:
    """The sheet with both sides' answers: a fixed number of queries."""
    definition: FrontSheet = form_of(record.framework, "front_sheet")
    reading = _Reading(record, reader)
    return Sheet(
        definition.name,
        definition.set_name,
        tuple(reading.row(prompt) for prompt in definition.prompts),
    )


class _Reading:
    def __init__(self, record: SchoolYearRecord, reader: User) -> None:
        self.record, self.reader = record, reader
        self.answers = answers_of(record)
        year, today = record.year, calendar.today()
        self.day = min(max(today, year.start), year.end)

    def row(self, prompt: FrontPrompt) -> SheetRow:
        read = READ[prompt.kind]
        return SheetRow(
            code=prompt.code,
            label=prompt.label,
            kind=prompt.kind,
            heading=prompt.heading or "",
            **read(self, prompt, self.answers.get(prompt.code)),
        )

    def derived(self, prompt: FrontPrompt, answer: Any) -> dict[str, Any]:
        lines = DERIVED[prompt.derived or ""](self)
        return {"lines": tuple(line for line in lines if line)}

    def para(self, prompt: FrontPrompt, answer: Any) -> dict[str, Any]:
        return {"text": answer or ""}

    def date(self, prompt: FrontPrompt, answer: Any) -> dict[str, Any]:
        return {"lines": (in_words(date.fromisoformat(answer)),) if answer else ()}

    def choice(self, prompt: FrontPrompt, answer: Any) -> dict[str, Any]:
        code = prompt.option_list or ""
        options = options_of(self.record.framework, code)[code]
        return {"lines": tuple(one.label for one in options if one.code == answer)}

    def listed(self, prompt: FrontPrompt, answer: Any) -> dict[str, Any]:
        ticked = answer or []
        return {"items": tuple((one.text, one.code in ticked) for one in prompt.items)}

    def outcomes(self, prompt: FrontPrompt, answer: Any) -> dict[str, Any]:
        kept = answer or {}
        keys = [column.key for column in prompt.columns]
        shown = [one for one, how in measures_of(self.record) if how != Showing.HIDDEN]
        return {
            "heads": tuple(column.label for column in prompt.columns),
            "table": tuple(
                (
                    one.label,
                    tuple(kept.get(one.code, {}).get(key, "") for key in keys),
                )
                for one in shown
            ),
        }

    def officers(self) -> list[str]:
        posts = holders(self.record.school, Role.OFFICER)
        return [post.person.name for post in posts]

    def visit_dates(self) -> list[str]:
        held = Visit.objects.visible_to(self.reader).filter(record=self.record).held()
        days = held.order_by("date", "pk").values_list("date", flat=True)
        return [in_words(one) for one in dict.fromkeys(days)]

    def level(self) -> list[str]:
        found = level_in_force(self.record.school, self.day)
        return [found.label] if found else []

    def inspected_on(self) -> list[str]:
        latest = self.inspection
        return [in_words(latest.held_on)] if latest else []

    def outcome(self) -> list[str]:
        """The result; no overall judgement is made of single grades (ACC-096)."""
        latest = self.inspection
        return [latest.headline, *latest.grades] if latest else []

    @cached_property
    def inspection(self) -> InspectionResult | None:
        return current_inspection(self.record.school_id, self.day)


READ: dict[str, Callable[[_Reading, FrontPrompt, Any], dict[str, Any]]] = {
    "derived": _Reading.derived,
    "para": _Reading.para,
    "date": _Reading.date,
    "choice": _Reading.choice,
    "listed": _Reading.listed,
    "outcomes": _Reading.outcomes,
}
DERIVED: dict[str, Callable[[_Reading], list[str]]] = {
    "school": lambda reading: [reading.record.school.name],
    "dfe_number": lambda reading: [reading.record.school.dfe_number],
    "officer": _Reading.officers,
    "visit_dates": _Reading.visit_dates,
    "level": _Reading.level,
    "inspection_date": _Reading.inspected_on,
    "inspection_outcome": _Reading.outcome,
}
