"""The rows of the assessment table as one school's record shows them (SUF-R-18)."""

from typing import Any

from engagement.definitions.forms import Applies
from engagement.models import AssessmentMeasure, MeasureOverride, SchoolYearRecord
from engagement.rules.measures import Showing, showing


def measures_of(record: SchoolYearRecord) -> list[tuple[AssessmentMeasure, Showing]]:
    """Every measure of the framework and whether the school sees it: two queries.

    The school's own word, given with a reason, goes before the rule (ACC-007).
    """
    own = dict(
        MeasureOverride.objects.filter(school_id=record.school_id).values_list(
            "measure_id", "applies"
        )
    )
    measures = AssessmentMeasure.objects.filter(framework_id=record.framework_id)
    return [(measure, _shown(measure, record, own)) for measure in measures]


def _shown(
    measure: AssessmentMeasure, record: SchoolYearRecord, own: dict[int, bool]
) -> Showing:
    word = own.get(measure.pk)
    if word is False:
        return Showing.HIDDEN
    school = record.school
    ruled = showing(
        _conditions(measure.applies),
        phase=school.phase.lower().replace(" ", "_"),
        age_low=school.age_low,
        age_high=school.age_high,
        has_sixth_form=school.has_sixth_form,
        special=school.is_special,
        optional=measure.optional,
    )
    return Showing.OPTIONAL if word and ruled == Showing.HIDDEN else ruled


def _conditions(stored: dict[str, Any]) -> Applies:
    """The stored conditions as the rule reads them: a list is a pair of ages again."""
    ages = stored.get("ages_include")
    return Applies(**{**stored, "ages_include": tuple(ages) if ages else None})
