"""An old record is accepted: what was corrected goes through the services that write
records, visits and plans, in one transaction, and never over what stands."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from engagement.models import (
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.services.holding import hold_open
from engagement.services.priorities import PriorityLine, write_priorities
from engagement.services.records import change_header, framework_for, open_record
from engagement.services.sections import (
    SupportLine,
    give_trajectory,
    plan_support,
    set_assessments,
)
from reports.models import WordImport
from reports.queries.imports import HEADER, Standing, standing_in
from reports.services.import_plans import OldPlan, bring_in_plan
from reports.services.import_values import Corrected, Outcome
from reports.services.imports import take_in, tell
from schools.access import users_holding
from sitrack.core import delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import day
from sitrack.core.versions import take_next_version
from sitrack.core.words import worded
from visits.rules import NotReady, Problem
from visits.services.bringing_in import bring_in_visit

Subject = TrajectoryView.Subject
STAYS = "the record has this already, so it stays as it is"


@transaction.atomic
def accept(
    *, imported: WordImport, corrected: Corrected, expected_version: int, by: User
) -> SchoolYearRecord:
    """Bring in what was corrected; what the record has already stays as it is.

    The school's leaders are told once. Its own view of where it is heading is put
    before them as a draft: nobody gives it for them. Raises Stale; RuleBroken where it
    is accepted or set aside already, for a record that is locked, and with the number
    of the visit that cannot come in: then nothing does.
    """
    if imported.school is None:
        raise RuleBroken("Say first whose record this is.")
    if imported.file is None or not imported.file.may_be_opened:
        raise RuleBroken("The file has not passed the check for viruses yet.")
    take_next_version(imported, expected=expected_version)
    take_in(imported, by=by)
    framework = framework_for(settings.FRAMEWORK, corrected.year)
    record = open_record(
        school=imported.school, year=corrected.year, framework=framework, by=by
    )
    hold_open(record)
    one = _Acceptance(record, standing_in(imported.school, record), by)
    for name in corrected.stays:
        one.left(name)
    one.header(corrected)
    one.views(corrected)
    one.assessments(corrected)
    one.priorities(corrected)
    one.support(corrected)
    one.visits(corrected)
    if corrected.plan:
        one.plan(corrected.plan)
    made, left = one.outcome.made, one.outcome.left
    outcome = {"record": record.pk, "made": made, "left": left}
    WordImport.objects.filter(pk=imported.pk).update(outcome=outcome)
    tell("import.accepted", imported, by=by, year=corrected.year.label)
    _tell_school(imported, record, one.outcome, by)
    return record


class _Acceptance:
    """One file into one record: what stands, who does it, and what came of it."""

    def __init__(self, record: SchoolYearRecord, stands: Standing, by: User) -> None:
        self.record, self.stands, self.by = record, stands, by
        self.outcome = Outcome()
        rows = Term.objects.filter(year=record.year_id)
        self.terms = {term.kind: term for term in rows}

    def header(self, corrected: Corrected) -> None:
        names = {"vision": "The vision", "adviser": "The external adviser’s name"}
        names["peer_review"] = "The peer review"
        free = {}
        for key, name in HEADER.items():
            wanted = corrected.header.get(name)
            if not wanted:
                continue
            if key in self.stands.texts:
                self.left(names[name], same=self.stands.texts[key] == str(wanted))
            else:
                free[name] = wanted
                self.outcome.made.append(names[name])
        if free:
            now = {name: getattr(self.record, name) for name in HEADER.values()}
            self.record = change_header(
                record=self.record,
                expected_version=self.record.version,
                peer_review_note=self.record.peer_review_note,
                by=self.by,
                **{**now, **free},
            )

    def views(self, corrected: Corrected) -> None:
        for view in corrected.views:
            term = self._term(view.term)
            joint = view.viewpoint == TrajectoryView.Viewpoint.JOINT
            subject = Subject.ASSESSMENT if joint else Subject.INSPECTION
            own = view.viewpoint == TrajectoryView.Viewpoint.SCHOOL
            theirs = worded("The {authority}’s view")
            whose = {"school": "The school’s view", "la": theirs}
            name = (
                f"{whose.get(view.viewpoint, 'The view of assessments')}, {term.name}"
            )
            key = f"trajectory.{view.viewpoint}.{view.term}"
            if key in self.stands.texts:
                same = self.stands.texts[key] == view.option.label
                self.left(name, same=same)
                continue
            rows = TrajectoryView.objects.filter(
                record=self.record, term=term, subject=subject, viewpoint=view.viewpoint
            )
            if not rows.exists():
                give_trajectory(
                    record=self.record,
                    term=term,
                    subject=subject,
                    viewpoint=view.viewpoint,
                    option=view.option,
                    comment="",
                    expected_version=0,
                    by=self.by,
                    draft=own,
                )
            # The same words where the school has a draft: that it has one is its own.
            after = ": put before the school’s leaders, who give it" if own else ""
            self.outcome.made.append(f"{name}{after}")

    def assessments(self, corrected: Corrected) -> None:
        count = 0
        for kind, texts in corrected.assessments.items():
            term, free = self._term(kind), {}
            for measure, text in texts.items():
                stands = self.stands.texts.get(f"assessment.{measure.code}.{kind}")
                if stands:
                    self.left(f"{measure.label}, {term.name}", same=stands == text)
                else:
                    free[measure] = text
            if free:
                count += len(free)
                set_assessments(
                    record=self.record,
                    term=term,
                    texts=free,
                    expected_versions=self._versions(term),
                    by=self.by,
                )
        if count:
            boxes = "box" if count == 1 else "boxes"
            self.outcome.made.append(f"{count} {boxes} of the assessment table")

    def _versions(self, term: Term) -> dict[int, int]:
        cells = self.record.assessments.filter(term=term)
        return dict(cells.values_list("measure", "version"))

    def priorities(self, corrected: Corrected) -> None:
        new = [
            text for text in corrected.priorities if text not in self.stands.priorities
        ]
        if not new:
            return
        open_ones = self.record.priorities.filter(closed=False)
        lines = [PriorityLine(row.text, key=row.pk) for row in open_ones]
        self.record.refresh_from_db(fields=["version"])
        write_priorities(
            record=self.record,
            expected_version=self.record.version,
            lines=[*lines, *map(PriorityLine, new)],
            by=self.by,
        )
        what = "priority" if len(new) == 1 else "priorities"
        self.outcome.made.append(f"{len(new)} {what}")

    def support(self, corrected: Corrected) -> None:
        for kind, texts in corrected.support.items():
            term = self._term(kind)
            rows = SupportEntry.objects.filter(record=self.record, term=term)
            entries = {entry.strand: entry for entry in rows}
            lines = {}
            for strand, text in texts.items():
                label = SupportEntry.Strand(strand).label
                stands = self.stands.texts.get(f"support.{strand}.{kind}")
                if stands:
                    self.left(f"{label} {term.name}", same=stands == text)
                    continue
                lines[strand] = _line(entries.get(strand), text)
                self.outcome.made.append(f"{label} {term.name}")
            if lines:
                plan_support(record=self.record, term=term, lines=lines, by=self.by)

    def visits(self, corrected: Corrected) -> None:
        for number, past in sorted(corrected.visits, key=lambda one: one[1].note.date):
            try:
                visit = bring_in_visit(record=self.record, past=past, by=self.by)
            except NotReady as broken:
                first = broken.problems[0]
                raise RuleBroken(
                    f"Visit {number}: {first.sentence}", _field(number, first)
                ) from broken
            except RuleBroken as broken:
                raise RuleBroken(
                    f"Visit {number}: {broken.message}", f"visit_{number}_date"
                ) from broken
            self.outcome.made.append(f"The visit of {day(visit.date)}, as final")

    def plan(self, old: OldPlan) -> None:
        if self.stands.plan is not None:
            self.outcome.left.append(
                "The plan: the school has a plan that has not ended, so it stays as it is"
            )
            return
        try:
            with transaction.atomic():
                bring_in_plan(record=self.record, old=old, by=self.by)
        except RuleBroken as broken:
            self.outcome.left.append(f"The plan: {broken.message}")
        else:
            self.outcome.made.append("The plan, as a draft for both sides to agree")

    def _term(self, kind: str) -> Term:
        if kind not in self.terms:
            raise RuleBroken("The record’s year has no terms in the calendar.", "year")
        return self.terms[kind]

    def left(self, name: str, *, same: bool = False) -> None:
        """What is word for word the same was not left out."""
        if not same:
            self.outcome.left.append(f"{name}: {STAYS}")


def _field(number: int, problem: Problem) -> str:
    """The box of the page that a problem is about."""
    if problem.row is None:
        return f"visit_{number}_{problem.field}"
    name = "by" if problem.field == "due_on" else problem.field
    return f"visit_{number}_step_{problem.row + 1}_{name}"


def _line(entry: SupportEntry | None, text: str) -> SupportLine:
    """An empty box that has hours or items planned keeps them."""
    if entry is None:
        return SupportLine(text, None, 0)
    return SupportLine(
        text,
        entry.planned_minutes,
        entry.version,
        tuple(entry.menu_items.all()),
        tuple(entry.priorities.all()),
        entry.partner_school,
    )


def _tell_school(
    imported: WordImport, record: SchoolYearRecord, outcome: Outcome, by: User
) -> None:
    """One event on the record's page, and one message for all that came in."""
    events.record(
        "record.brought_in",
        record,
        by=by,
        scope=record.school.scope,
        audience=Audience.EVERYONE,
        what=_counted(outcome.made),
    )
    delivery.notify(
        users_holding(record.school, *SCHOOL_LEADERS),
        title=f"An old record from Word was brought in: {record.school}",
        path=record.get_absolute_url(),
        key=f"import:{imported.pk}",
    )


def _counted(made: Iterable[str]) -> str:
    visits = sum(line.startswith("The visit of ") for line in made)
    if not visits:
        return "no visits"
    return f"{visits} visit{'' if visits == 1 else 's'}"
