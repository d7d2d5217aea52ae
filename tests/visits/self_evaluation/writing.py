"""A self-evaluation at Hawthorn, as far as a test wants it."""

from datetime import date
from typing import Any

from engagement.models import Obligation
from tests.engagement.duties import bring_up
from tests.universe import Council
from visits.models import SelfEvaluation, SelfEvaluationPart
from visits.self_evaluation import Reading, form_of_record
from visits.services.self_evaluations import setting, writing

MEETING = date(2025, 12, 8)
LA_TEXT = "Requires improvement, 2023"
SCHOOL_TEXT = "Good, with reading as the next step"
PLAN_TEXT = "The plan is focused on reading"


def begun(wiltshire: Council, **overrides: Any) -> SelfEvaluation:
    facts = {"meeting_on": MEETING, "by": wiltshire.sam, **overrides}
    return setting.set_meeting(record=wiltshire.record(), **facts)


def part(evaluation: SelfEvaluation, kind: str) -> SelfEvaluationPart:
    """A part with its evaluation as both stand now."""
    rows = SelfEvaluationPart.objects.select_related(
        "evaluation__record__school", "evaluation__record__framework"
    )
    return rows.get(evaluation=evaluation, kind=kind)


def give(evaluation: SelfEvaluation, kind: str, by: Any, **more: Any) -> None:
    texts = {
        "la": {"WIL-F-01.2": LA_TEXT},
        "school": {"WIL-F-01.1": SCHOOL_TEXT},
        "meeting": {"WIL-F-09.1": PLAN_TEXT},
    }
    one = part(evaluation, kind)
    facts = {"texts": texts[kind], "expected_version": one.version, **more}
    writing.give_part(part=one, by=by, **facts)


def save(evaluation: SelfEvaluation, kind: str, by: Any, **texts: str) -> None:
    one = part(evaluation, kind)
    writing.save_part(
        part=one,
        texts={code.replace("_", "-", 2).replace("_", "."): text
               for code, text in texts.items()},
        expected_version=one.version,
        by=by,
    )  # fmt: skip


def sent(wiltshire: Council) -> SelfEvaluation:
    evaluation = begun(wiltshire)
    give(evaluation, "la", wiltshire.sam)
    return evaluation


def returned(wiltshire: Council) -> SelfEvaluation:
    evaluation = sent(wiltshire)
    give(evaluation, "school", wiltshire.helen)
    return evaluation


def state(evaluation: SelfEvaluation) -> str:
    return SelfEvaluation.objects.get(pk=evaluation.pk).state


def reading(wiltshire: Council, name: str, evaluation: SelfEvaluation) -> Reading:
    row = SelfEvaluation.objects.select_related(
        "record__school", "record__year", "record__framework"
    ).get(pk=evaluation.pk)
    form = form_of_record(row.record)
    assert form is not None
    return Reading(row, wiltshire.user(name), form)


def due(wiltshire: Council) -> dict[str, tuple[date, date | None]]:
    bring_up(wiltshire)
    rows = Obligation.objects.filter(
        school=wiltshire.hawthorn, activity__startswith="self_evaluation", cancelled=""
    )
    return {row.activity: (row.due_on, row.met_on) for row in rows}
