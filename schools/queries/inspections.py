"""Which inspection of a school is the current one."""

from datetime import date
from typing import Any

from schools.models import InspectionResult
from sitrack.core.prepared import prepared


def current_inspection(school: int, day: date) -> InspectionResult | None:
    """Ofsted's latest by date, as of a day (SUF-R-12): one query."""
    return next(iter(_current(school, day)), None)


@prepared
def _current(school: int, day: date) -> Any:
    results = InspectionResult.objects.filter(
        school=school,
        inspectorate=InspectionResult.Inspectorate.OFSTED,
        held_on__lte=day,
    )
    return results.order_by("-held_on", "-pk")[:1]
