"""The kinds of evaluation that a framework has, and how one of them is filled."""

from django.conf import settings

from engagement.definitions.evaluations import (
    EvaluationChoice,
    EvaluationForm,
    EvaluationKind,
)
from engagement.models import FrameworkVersion, SchoolYearRecord
from engagement.queries.forms import form_of
from engagement.queries.wording import options_of
from engagement.services.records import framework_in_use
from schools.models import School
from sitrack.core import calendar
from visits.models import Evaluation


def kinds_at(framework: FrameworkVersion) -> tuple[EvaluationKind, ...]:
    """The kinds that a framework has; none where it does not evaluate schools so."""
    form: EvaluationForm | None = form_of(framework, "evaluation")
    return form.kinds if form else ()


def framework_at(school: School) -> FrameworkVersion:
    """By which framework a school is evaluated: that of this year's record, and before
    there is one that of the installation."""
    day = calendar.today()
    rows = SchoolYearRecord.objects.select_related("framework")
    record = rows.filter(
        school=school, year__start__lte=day, year__end__gte=day
    ).first()
    return record.framework if record else framework_in_use(settings.FRAMEWORK)


def kind_of(evaluation: Evaluation) -> EvaluationKind:
    """The form of an evaluation, from the version that its record was opened on."""
    kinds = kinds_at(evaluation.record.framework)
    return next(kind for kind in kinds if kind.code == evaluation.kind)


def judged_in(evaluation: Evaluation) -> tuple[EvaluationChoice, ...]:
    """What is judged: all of the kind's judgements, or those that were chosen."""
    judgements = kind_of(evaluation).judgements
    chosen = set(evaluation.judged)
    return tuple(one for one in judgements if not chosen or one.code in chosen)


def sections_of(evaluation: Evaluation) -> tuple[EvaluationChoice, ...]:
    """The parts of the report, in their order: its sections, and between the first and
    the others each judgement."""
    first, *others = kind_of(evaluation).sections
    return (first, *judged_in(evaluation), *others)


def grades_of(evaluation: Evaluation) -> dict[str, str]:
    """The grades that a judgement can have, by code, best first."""
    code = kind_of(evaluation).grades
    listed = options_of(evaluation.record.framework, code)[code]
    return {option.code: option.label for option in listed}
