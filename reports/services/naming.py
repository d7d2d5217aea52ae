"""Reports that count schools name none (CONF-09)."""

from django.db.models import F, Value

from schools.models import School
from sitrack.core.rules import RuleBroken


def check_names_no_school(words: str, field: str) -> None:
    """Raises RuleBroken for the field where the words name a school of the register."""
    named = School.objects.annotate(words=Value(words)).filter(
        words__icontains=F("name")
    )
    found = list(named.order_by("name").values_list("name", flat=True)[:3])
    if found:
        raise RuleBroken(
            f"The comment names {', '.join(found)}. A report to members counts schools"
            " and names none.",
            field,
        )
