"""Which inspection of a school is the current one."""

from datetime import date

from schools.models import InspectionResult


def current_inspection(school: int, day: date) -> InspectionResult | None:
    """Ofsted's latest by date, as of a day (SUF-R-12): one query."""
    results = InspectionResult.objects.filter(
        school=school,
        inspectorate=InspectionResult.Inspectorate.OFSTED,
        held_on__lte=day,
    )
    return results.order_by("-held_on", "-pk").first()
