"""A self-evaluation as one reader meets it: its two columns, and whose turn it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engagement.definitions.self_evaluation import (
    SelfEvaluationForm,
    SelfPart,
    SelfPrompt,
    SelfRow,
)
from engagement.models import SchoolYearRecord
from engagement.queries.clocks import days_from
from engagement.queries.forms import form_of
from schools.access import may, roles_at
from sitrack.core import calendar
from sitrack.core.earlier import rows_before, stood_at
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Capability, Role
from visits.models import (
    SelfEvaluation,
    SelfEvaluationAnswer,
    SelfEvaluationFile,
    SelfEvaluationHelper,
    SelfEvaluationPart,
    SelfEvaluationState,
)
from visits.rules import self_evaluation as rules
from visits.services.self_evaluations.setting import FORM
from visits.services.self_evaluations.writing import prompts_of_part

KINDS = (rules.LA, rules.SCHOOL, rules.MEETING)
WRITES = {
    rules.LA: Capability.WRITE_LA_SELF_EVALUATION,
    rules.SCHOOL: Capability.WRITE_SCHOOL_SELF_EVALUATION,
    rules.MEETING: Capability.WRITE_LA_SELF_EVALUATION,
}
Rows = frozenset[str]


def form_of_record(record: SchoolYearRecord) -> SelfEvaluationForm | None:
    """The form of the record's framework, where it has one."""
    form: SelfEvaluationForm | None = form_of(record.framework, FORM)
    return form


def label_of(row: SelfRow, record: SchoolYearRecord) -> str:
    """The row's printed label with the year before the record's filled in (WIL-F-07)."""
    start = record.year.start.year
    return row.label.format(last_year=f"{start - 1}-{start}")


@dataclass(frozen=True)
class Line:
    """One prompt with what was answered; ``field`` is its box where it is written."""

    prompt: SelfPrompt
    text: str = ""
    files: tuple[SelfEvaluationFile, ...] = ()
    field: Any = None

    @property
    def is_said(self) -> bool:
        return bool(self.text or self.files)


@dataclass(frozen=True)
class Row:
    """A row of the form: the lines of each side that the reader may see, or writes."""

    code: str
    label: str
    goes_on: bool
    school: tuple[Line, ...]
    la: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """One printed table; ``la_kind`` says which part stands in the LA's column."""

    part: SelfPart
    la_kind: str
    rows: tuple[Row, ...]


@dataclass
class Reading:
    """What one person may read and write of a self-evaluation, row by row."""

    evaluation: SelfEvaluation
    user: User
    form: SelfEvaluationForm
    parts: dict[str, SelfEvaluationPart] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = {part.kind: part for part in _parts_of(self.evaluation.pk)}
        for part in self.parts.values():
            part.evaluation = self.evaluation

    @cached_property
    def reads(self) -> dict[str, Rows]:
        """Each side reads its own part always, the other's once it was given (CONF-07);
        governors what is closed, a helper the rows they were named for."""
        roles = roles_at(self.user, self.evaluation.school)
        closed = self.evaluation.state == SelfEvaluationState.CLOSED
        given_to = SCHOOL_LEADERS | AUTHORITY_ROLES | {Role.CHAIR}
        given_to |= {Role.GOVERNOR} if closed else frozenset()
        found: dict[str, Rows] = {}
        for kind, part in self.parts.items():
            own = SCHOOL_LEADERS if kind == rules.SCHOOL else AUTHORITY_ROLES
            seen = bool(roles & own) or (part.is_given and bool(roles & given_to))
            found[kind] = self.all_rows(kind) if seen else frozenset()
        for named in self.named:
            mine = frozenset(named.rows)
            for kind, part in self.parts.items():
                if kind == named.part.kind or part.is_given:
                    found[kind] |= mine & self.all_rows(kind)
        return found

    @cached_property
    def writes(self) -> dict[str, Rows]:
        """The rows of each part that the reader may write now."""
        school = self.evaluation.school
        found: dict[str, Rows] = dict.fromkeys(KINDS, frozenset())
        if self.evaluation.record.is_locked:
            return found
        for kind in KINDS:
            if not rules.may_write(kind, state=self.evaluation.state):
                continue
            if may(self.user, WRITES[kind], school):
                found[kind] = self.all_rows(kind)
                continue
            for named in self.named:
                if named.part.kind == kind:
                    found[kind] |= frozenset(named.rows) & self.all_rows(kind)
        return found

    @cached_property
    def named(self) -> list[SelfEvaluationHelper]:
        """What the reader was named for, while they hold a role that helps here."""
        if not may(self.user, Capability.HELP_SELF_EVALUATION, self.evaluation.school):
            return []
        rows = SelfEvaluationHelper.objects.current().select_related("part")
        mine = rows.filter(part__evaluation=self.evaluation, person__user=self.user.key)
        return list(mine)

    def all_rows(self, kind: str) -> Rows:
        return frozenset(prompts_of_part(self.form, kind).values())

    def gives(self, kind: str) -> bool:
        """Whether the reader answers for a part, and not only for rows of it."""
        return may(self.user, WRITES[kind], self.evaluation.school)

    @cached_property
    def answers(self) -> dict[str, str]:
        """The texts that the reader may see, by the codes of their prompts."""
        return {
            code: text
            for kind, code, text in _answers_in(self.evaluation.pk)
            if self.reads_prompt(kind, code)
        }

    @cached_property
    def files(self) -> dict[str, tuple[SelfEvaluationFile, ...]]:
        """The files that the reader may see, by the codes of their prompts."""
        found: dict[str, tuple[SelfEvaluationFile, ...]] = defaultdict(tuple)
        for one in _files_in(self.evaluation.pk):
            if self.reads_prompt(one.part.kind, one.prompt):
                found[one.prompt] = (*found[one.prompt], one)
        return found

    def reads_prompt(self, kind: str, code: str) -> bool:
        return prompts_of_part(self.form, kind).get(code) in self.reads[kind]

    def tables(self, boxes: Mapping[str, Any] | None = None) -> list[Table]:
        """The form; with ``boxes``, the fields to write in by the codes of prompts."""
        boxes = boxes or {}
        return [self._table(part, boxes) for part in self.form.parts]

    def _table(self, part: SelfPart, boxes: Mapping[str, Any]) -> Table:
        la_kind = rules.LA if part.la_when == "before" else rules.MEETING
        rows = tuple(
            Row(
                row.code,
                label_of(row, self.evaluation.record),
                row.within is not None,
                self._lines(row, "school", rules.SCHOOL, boxes),
                self._lines(row, "la", la_kind, boxes),
            )
            for row in part.rows
        )
        shown = [row for row in rows if row.school or row.la]
        return Table(part, la_kind, tuple(shown))

    def _lines(
        self, row: SelfRow, side: str, kind: str, boxes: Mapping[str, Any]
    ) -> tuple[Line, ...]:
        """What a side is asked in a row; a helper is shown their own rows alone."""
        if self.is_helper and row.code not in self._own_rows:
            return ()
        return tuple(
            Line(
                prompt,
                self.answers.get(prompt.code, ""),
                self.files.get(prompt.code, ()),
                boxes.get(prompt.code),
            )
            for prompt in row.prompts
            if prompt.side == side
        )

    @cached_property
    def is_helper(self) -> bool:
        """Whether the reader is here for nothing but the rows they were named for."""
        both = AUTHORITY_ROLES | SCHOOL_LEADERS | {Role.CHAIR, Role.GOVERNOR}
        return not roles_at(self.user, self.evaluation.school) & both

    @cached_property
    def _own_rows(self) -> Collection[str]:
        return {code for named in self.named for code in named.rows}

    @cached_property
    def days(self) -> dict[str, Any]:
        """When each part is due, counted from the meeting (CAD-10)."""
        evaluation = self.evaluation
        framework = evaluation.record.framework
        counted = days_from(framework, "meeting", evaluation.meeting_on)
        return {
            rules.LA: counted.get(self.form.la_due),
            rules.SCHOOL: counted.get(self.form.school_due),
            rules.MEETING: evaluation.meeting_on,
        }

    @cached_property
    def turn(self) -> rules.Turn | None:
        """Whose turn it is, and by when."""
        return rules.turn_in(
            self.evaluation.state,
            la_due=self.days[rules.LA],
            school_due=self.days[rules.SCHOOL],
            meeting_on=self.evaluation.meeting_on,
        )

    @property
    def is_late(self) -> bool:
        return self.turn is not None and self.turn.is_late(calendar.today())


@prepared
def _parts_of(evaluation: int) -> Any:
    rows = SelfEvaluationPart.objects.filter(evaluation=evaluation)
    return rows.select_related("given_by")


@prepared
def _answers_in(evaluation: int) -> Any:
    rows = SelfEvaluationAnswer.objects.filter(part__evaluation=evaluation)
    return rows.values_list("part__kind", "prompt", "text")


@prepared
def _files_in(evaluation: int) -> Any:
    rows = SelfEvaluationFile.objects.filter(
        part__evaluation=evaluation, withdrawn_at=None
    )
    return rows.select_related("file", "part")


def answers_now(part: SelfEvaluationPart) -> tuple[int, dict[str, str]]:
    """The version of a part as it is saved now, and its texts."""
    now = SelfEvaluationPart.objects.get(pk=part.pk)
    return now.version, dict(now.answers.values_list("prompt", "text"))


def answers_before(part: SelfEvaluationPart, version: int) -> dict[str, str] | None:
    """The texts of a part at an earlier version; None where history does not tell."""
    then = stood_at(part, version)
    if then is None:
        return None
    history: Any = SelfEvaluationAnswer.history.filter(part=part.pk)
    rows = rows_before(history, then.ended, "prompt", "text").values()
    return dict(rows)
