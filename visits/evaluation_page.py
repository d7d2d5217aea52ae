"""An evaluation as a sequence of stages: what is done, what is missing, whose turn it
is and by when."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engagement.definitions.evaluations import (
    EvaluationKind,
    EvaluationLine,
    EvaluationStage,
)
from sitrack.core import calendar
from sitrack.core.addresses import address
from visits import evaluation_rows as rows
from visits.evaluation_access import Reader
from visits.evaluation_kinds import judged_in, kind_of, sections_of
from visits.evaluation_turn import Turn, clocks_at, turn_of
from visits.models import (
    Evaluation,
    EvaluationMember,
    EvaluationReport,
    FactMark,
    ReportVersion,
)
from visits.rules.evaluations import Clocks

# Which stage is at work in a state.
AT_WORK = {
    "planned": "preparation",
    "prep": "meeting",
    "scheduled": "review",
    "conducted": "feedback",
    "feedback_given": "report",
    "draft_sent": "report",
    "factual_check": "report",
    "final": "governors",
    "shared_with_governors": "governors",
}
ORDER = ("preparation", "meeting", "review", "feedback", "report", "governors")


@dataclass(frozen=True)
class Act:
    """Something the reader can do now."""

    text: str
    href: str
    primary: bool = False


@dataclass
class StageView:
    """One stage as a reader meets it; ``status`` is done, now or ahead, or
    off where the evaluation was called off at it."""

    number: int
    stage: EvaluationStage
    status: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def said(self) -> tuple[EvaluationLine, ...]:
        return self.stage.said


@dataclass(frozen=True)
class EvaluationPage:
    kind: EvaluationKind
    stages: list[StageView]
    turn: Turn | None
    clocks: Clocks | None
    team: list[EvaluationMember]


def page_of(evaluation: Evaluation, reader: Reader) -> EvaluationPage:
    """The stages that the evaluation's kind has, for a reader: six queries at most."""
    kind = kind_of(evaluation)
    builder = _Builder(evaluation, reader, kind)
    now = _stage_now(evaluation.came_to, kind)
    views = []
    for number, stage in enumerate(kind.stages, start=1):
        place, at = ORDER.index(stage.code), ORDER.index(now) if now else len(ORDER)
        at_work = "off" if evaluation.is_called_off else "now"
        status = "done" if place < at else at_work if place == at else "ahead"
        view = StageView(number, stage, status)
        getattr(builder, stage.code)(view)
        views.append(view)
    return EvaluationPage(
        kind,
        views,
        turn_of(evaluation, builder.draft),
        builder.clocks,
        builder.team,
    )


def _stage_now(state: str, kind: EvaluationKind) -> str:
    """The stage at work, or the next that the kind has; empty once all is done."""
    if state not in AT_WORK:
        return ""
    ahead = ORDER[ORDER.index(AT_WORK[state]) :]
    return next((code for code in ahead if code in kind.stage_codes), "")


class _Builder:
    """Fills the stages of one evaluation from what its reader may read."""

    def __init__(
        self, evaluation: Evaluation, reader: Reader, kind: EvaluationKind
    ) -> None:
        self.evaluation, self.reader, self.kind = evaluation, reader, kind
        self.clocks = clocks_at(evaluation)
        self.state = evaluation.state
        self.looked_at = {
            row.line: row.get_status_display() for row in rows.looked_at(evaluation.pk)
        }
        reports = rows.reports_of(evaluation.pk)
        self.draft = _of(reports, ReportVersion.DRAFT)
        self.final = _of(reports, ReportVersion.FINAL)
        self.marks: list[FactMark] = rows.marks_of(evaluation.pk)
        members: list[EvaluationMember] = rows.members_of(evaluation.pk)
        self.had_members = bool(members)
        self.team = [one for one in members if one.removed_at is None]
        self.silent = [one.name for one in self.team if not one.summary]

    def preparation(self, view: StageView) -> None:
        self._lines(view)
        if self.reader.leads and self.evaluation.is_ahead:
            view.acts.append(self._act("Note what you looked at", "preparation"))

    def meeting(self, view: StageView) -> None:
        day = self.evaluation.meeting_on
        view.facts.append(("Planning meeting", f"{day:%-d %B %Y}"))
        self._lines(view)
        if self.evaluation.shared_at:
            view.facts.append(("Focus and methodology", "Shared"))
        else:
            view.missing += list(self._unwritten())
        if not (self.reader.leads and self.evaluation.is_ahead):
            return
        view.acts.append(self._act("Note what was seen at the meeting", "meeting"))
        view.acts.append(self._act("Write the focus and methodology", "focus"))
        if not self.evaluation.shared_at:
            ready = not list(self._unwritten())
            view.acts.append(
                self._act("Share them with the school", "share", primary=ready)
            )

    def _unwritten(self) -> Iterator[str]:
        if not self.evaluation.focus.strip():
            yield "the focus"
        if not self.evaluation.methodology.strip():
            yield "the methodology"

    def review(self, view: StageView) -> None:
        day = self.evaluation.evaluation_on
        view.facts.append(("Day of the evaluation", f"{day:%-d %B %Y}"))
        if self.reader.reads_work and self.evaluation.shared_at:
            [number] = rows.activities_of(self.evaluation.pk)
            view.facts.append(("Activities noted", str(number)))
            view.acts.append(self._act("Activities and their notes", "activities"))
        if self.reader.leads and self.state == "scheduled":
            come = self.evaluation.evaluation_on <= calendar.today()
            view.acts.append(self._act("It was held", "held", primary=come))

    def feedback(self, view: StageView) -> None:
        day = self.evaluation.feedback_on
        if day:
            view.facts.append(("Feedback given", f"{day:%-d %B %Y}"))
            view.facts.append(("To", self.evaluation.feedback_to))
        if self.reader.reads_grades and self.evaluation.came_to not in {
            *("planned", "prep", "scheduled"),
        }:
            view.acts.append(self._act("Provisional grades", "grades"))
        if not (self.reader.reads_work and self.state == "conducted"):
            return
        given = {
            row.judgement
            for row in self.evaluation.judgements.all()
            if row.grade and row.reasons.strip()
        }
        view.missing += [
            one.label for one in judged_in(self.evaluation) if one.code not in given
        ]
        if self.reader.leads:
            view.acts.append(self._act("Write grades and reasons", "judgements"))
            view.acts.append(
                self._act("Feedback was given", "feedback", primary=not view.missing)
            )

    def report(self, view: StageView) -> None:
        written = self.state in {"conducted", "feedback_given"}
        if written and self.reader.reads_work:
            texts = self.draft.texts if self.draft else {}
            view.missing += [
                one.label
                for one in sections_of(self.evaluation)
                if not texts.get(one.code, "").strip()
            ]
            view.missing += [f"the summary of {name}" for name in self.silent]
        if written and self.reader.works:
            view.acts.append(self._act("Summaries of the evaluators", "summaries"))
        if written and self.reader.leads:
            view.acts.append(self._act("Write the draft report", "draft"))
        if self.evaluation.is_called_off and self.reader.reads_work:
            self._left(view)
        if self.reader.leads and self.state == "feedback_given":
            ready = not view.missing
            view.acts.append(self._act("Send the draft", "send", primary=ready))
        self._sent(view)

    def _left(self, view: StageView) -> None:
        """What the team had written when it was called off is kept for it."""
        if self.had_members:
            view.acts.append(self._act("Summaries of the evaluators", "summaries"))
        if self.draft:
            view.acts.append(self._act("Read the draft as it was left", "report"))

    def _sent(self, view: StageView) -> None:
        if self.draft is None or self.draft.sent_at is None:
            return
        view.facts.append(("Draft sent", f"{self.draft.sent_at:%-d %B %Y}"))
        if self.evaluation.checked_at:
            view.facts.append(
                ("Facts checked", f"{self.evaluation.checked_at:%-d %B %Y}")
            )
        elif self.evaluation.check_lapsed:
            view.facts.append(("Facts checked", "No answer within the days given"))
        if self.final and self.final.sent_at:
            view.facts.append(("Final report", f"{self.final.sent_at:%-d %B %Y}"))
        if self.reader.reads_report:
            checks = self.reader.answers and self.state == "draft_sent"
            text = "Check the facts of the draft" if checks else "Read the report"
            view.acts.append(self._act(text, "report", primary=checks))
        if self.reader.leads and not self.evaluation.is_final:
            self._finishing(view)
        governed = "governors" in self.kind.stage_codes
        if self.reader.leads and self.state == "final" and not governed:
            view.acts.append(self._act("Close the evaluation", "close", primary=True))

    def _finishing(self, view: StageView) -> None:
        open_marks = sum(not mark.outcome for mark in self.marks)
        if open_marks:
            view.missing.append(
                f"your answer to {open_marks} marked error{'' if open_marks == 1 else 's'}"
            )
        ready = self.state == "factual_check" and not open_marks
        view.acts.append(self._act("Make the report final", "finalise", primary=ready))

    def governors(self, view: StageView) -> None:
        day = self.evaluation.governors_on
        if day:
            view.facts.append(("Discussed", f"{day:%-d %B %Y}"))
        if self.state == "final" and (self.reader.leads or self.reader.answers):
            act = self._act("It was discussed", "governors", primary=True)
            view.acts.append(act)
        if self.state == "shared_with_governors" and self.reader.leads:
            view.acts.append(self._act("Close the evaluation", "close", primary=True))

    def _lines(self, view: StageView) -> None:
        """How much of a stage's checklist is noted; what is never recorded counts not."""
        recorded = view.stage.recorded
        if not recorded:
            return
        noted = [code for code in recorded if code in self.looked_at]
        view.facts.append(("Noted", f"{len(noted)} of {len(recorded)}"))
        absent = [
            line.text
            for line in view.stage.checked
            if self.looked_at.get(line.code) == "Not in place"
        ]
        if absent:
            view.facts.append(("Not in place", "; ".join(absent)))
        if self.evaluation.is_ahead and len(noted) < len(recorded):
            view.missing += [
                line.text
                for line in view.stage.checked
                if line.code in recorded and line.code not in self.looked_at
            ]

    def _act(self, text: str, page: str, *, primary: bool = False) -> Act:
        href = address(f"visits:evaluation_{page}", self.evaluation.pk)
        return Act(text, href, primary)


def _of(rows: list[EvaluationReport], kind: str) -> EvaluationReport | None:
    return next((row for row in rows if row.kind == kind), None)
