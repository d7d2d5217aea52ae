"""The rows of the assessment table as one school's record shows them (SUF-R-18)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from engagement.definitions.forms import Applies
from engagement.models import AssessmentMeasure, MeasureOverride, SchoolYearRecord
from engagement.rules.measures import Showing, showing
from schools.models import School
from sitrack.core.prepared import prepared


def measures_of(record: SchoolYearRecord) -> list[tuple[AssessmentMeasure, Showing]]:
    """Every measure of the framework and whether the school sees it: one query.

    The school's own word, given with a reason, goes before the rule (ACC-007). Rows of
    its own stand last.
    """
    rows = _with_own_words(record.framework_id, record.school_id)
    own = {row.pk: row.said for row in rows if row.said is not None}
    return [(measure, shown_at(record.school, measure, own)) for measure in rows]


def offered_to(record: SchoolYearRecord) -> QuerySet[AssessmentMeasure]:
    """The framework's measures and the school's own rows, in their order."""
    return _offered(record.framework_id, record.school_id)


def _offered(framework: int, school: int) -> QuerySet[AssessmentMeasure]:
    rows = AssessmentMeasure.objects.filter(framework=framework)
    return rows.filter(Q(school=None) | Q(school=school))


@prepared
def _with_own_words(framework: int, school: int) -> Any:
    said = MeasureOverride.objects.filter(school=school, measure=OuterRef("pk"))
    said_at_all = Subquery(said.order_by().values("applies")[:1])
    return _offered(framework, school).annotate(said=said_at_all)


@dataclass(frozen=True)
class Choice:
    """A measure, what the rule says of it, and the school's own word where it has one."""

    measure: AssessmentMeasure
    ruled: Showing
    shown: Showing
    own: MeasureOverride | None


def choices_of(record: SchoolYearRecord) -> list[Choice]:
    """What is said of every row of the table, by the rule and by the school."""
    said = MeasureOverride.objects.filter(school_id=record.school_id)
    own = {row.measure_id: row for row in said.select_related("given_by")}
    words = {key: row.applies for key, row in own.items()}
    school = record.school
    return [
        Choice(
            measure,
            ruled=ruled_at(school, measure),
            shown=shown_at(school, measure, words),
            own=own.get(measure.pk),
        )
        for measure in offered_to(record)
    ]


def shown_at(
    school: School, measure: AssessmentMeasure, own: dict[int, bool]
) -> Showing:
    """Whether a school sees a row; ``own`` is its own word by the measure's key."""
    word = own.get(measure.pk)
    if word is False:
        return Showing.HIDDEN
    ruled = ruled_at(school, measure)
    return Showing.OPTIONAL if word and ruled == Showing.HIDDEN else ruled


def ruled_at(school: School, measure: AssessmentMeasure) -> Showing:
    """What the rule says of a row at a school; nobody sees another school's own row."""
    if measure.school_id not in (None, school.pk):
        return Showing.HIDDEN
    return showing(
        _conditions(measure.applies),
        phase=school.phase.lower().replace(" ", "_"),
        age_low=school.age_low,
        age_high=school.age_high,
        has_sixth_form=school.has_sixth_form,
        special=school.is_special,
        optional=measure.optional,
    )


def _conditions(stored: dict[str, Any]) -> Applies:
    """The stored conditions as the rule reads them: a list is a pair of ages again."""
    ages = stored.get("ages_include")
    return Applies(**{**stored, "ages_include": tuple(ages) if ages else None})
