"""How a school stands against the exit criteria."""

from dataclasses import dataclass

from engagement.definitions.intensive import ExitPoint, ExitStrategy
from engagement.queries.forms import form_of
from plans.models import ExitCheck, IntensiveCase
from plans.rules.exits import GateResult, Judgement, gate_of, lacking
from schools.models import InspectionResult, SchoolLink
from sitrack.core import calendar


@dataclass(frozen=True)
class Answered:
    """A criterion with what is said of it."""

    point: ExitPoint
    met: bool
    evidence: str


@dataclass(frozen=True)
class Standing:
    """Everything that the exit looks at, in the order of the form."""

    form: ExitStrategy
    answers: tuple[Answered, ...]
    impact: tuple[ExitPoint, ...]
    gate: GateResult
    lacks: tuple[str, ...]

    @property
    def met(self) -> int:
        return sum(one.met for one in self.answers)


def exit_form(case: IntensiveCase) -> ExitStrategy:
    """The exit strategy by which this case goes: the same from its first day on."""
    form: ExitStrategy = form_of(case.record.framework, "exit")
    return form


def check_of(case: IntensiveCase) -> ExitCheck | None:
    """What was said so far of each criterion; None before anything was."""
    found: ExitCheck | None = ExitCheck.objects.filter(case=case).first()
    return found


def standing_of(case: IntensiveCase) -> Standing:
    """How the school stands today: four queries."""
    return standing_by(case, check_of(case))


def standing_by(case: IntensiveCase, check: ExitCheck | None) -> Standing:
    """The same by an exit check that is read already: three queries."""
    form = exit_form(case)
    rows = {row.code: row for row in check.answers.all()} if check else {}
    answers = tuple(
        Answered(
            point,
            met=rows[point.code].met if point.code in rows else False,
            evidence=rows[point.code].evidence if point.code in rows else "",
        )
        for point in form.criteria
    )
    shown = check.impact if check else []
    gate = gate_at(case, form)
    lacks = lacking(
        {point.code: point.text for point in form.criteria},
        met={one.point.code: one.met for one in answers},
        evidence={one.point.code: one.evidence for one in answers},
        impact=shown,
        gate=gate,
        acknowledged=case.acknowledged_at is not None,
    )
    impact = tuple(point for point in form.impact if point.code in shown)
    return Standing(form, answers, impact, gate, tuple(lacks))


def gate_at(case: IntensiveCase, form: ExitStrategy) -> GateResult:
    """The gate as inspections and conversions are recorded today (WIL-X-06)."""
    today = calendar.today()
    held = InspectionResult.objects.filter(
        school=case.school_id,
        inspectorate=InspectionResult.Inspectorate.OFSTED,
        held_on__lte=today,
    ).exclude(headline="")
    converted = SchoolLink.objects.filter(
        predecessor=case.school_id, kind=SchoolLink.Kind.CONVERSION, since__lte=today
    )
    return gate_of(
        [Judgement(one.held_on, one.headline) for one in held],
        asked_by=form.gate.asked_by,
        met_by=form.gate.met_by,
        converted_on=converted.values_list("since", flat=True).first(),
    )
