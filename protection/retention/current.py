"""Which facts of an old year nothing of today rests on: a later one has taken their place.

Marks, gradings and validations count until the next, however old they are. The last of
each stays, and goes once there is a later one.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from engagement.models import Grading, PhaseMark, PhaseReview, Validation
from engagement.models.gradings import ValidationState


def mark_was_followed() -> Q:
    """There is a later mark of the benchmark, and no review of another year, which is
    kept, was shared in between: it prints the marks as they were then."""
    given = OuterRef(OuterRef("marked_at"))
    day = OuterRef(OuterRef("marked_at__date"))
    prints_it = PhaseReview.objects.filter(
        record__school=OuterRef("sheet__school"),
        shared_at__gte=given,
        shared_at__lt=OuterRef("marked_at"),
    ).exclude(record__year__start__lte=day, record__year__end__gte=day)
    later = PhaseMark.objects.filter(
        ~Exists(prints_it),
        _after("marked_at"),
        sheet=OuterRef("sheet"),
        code=OuterRef("code"),
    )
    return Q(Exists(later))


def grading_was_followed() -> Q:
    """It was taken back, or there is a later one of the indicator."""
    later = Grading.objects.standing().filter(
        _after("graded_on"), school=OuterRef("school"), indicator=OuterRef("indicator")
    )
    return Q(taken_back_at__isnull=False) | Q(Exists(later))


def validation_was_followed() -> Q:
    """It was cancelled, or a later one was held."""
    day = Coalesce(OuterRef("held_on"), OuterRef("scheduled_on"))
    later = Validation.objects.held().filter(school=OuterRef("school"), held_on__gt=day)
    return Q(state=ValidationState.CANCELLED) | Q(Exists(later))


def _after(column: str) -> Q:
    """That it comes after the row in question: by a column, and then as entered."""
    same = Q(**{column: OuterRef(column)}, pk__gt=OuterRef("pk"))
    return Q(**{f"{column}__gt": OuterRef(column)}) | same
