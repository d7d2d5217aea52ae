"""What stands on the front sheet of a record, by the code of its prompt."""

from typing import Any

from engagement.models import FrontSheetSide, SchoolYearRecord


def sides_of(record: SchoolYearRecord) -> dict[str, FrontSheetSide]:
    """Each side's part, where it wrote one: one query."""
    return {one.side: one for one in FrontSheetSide.objects.filter(record=record)}


def answers_of(record: SchoolYearRecord) -> dict[str, Any]:
    """Both sides' answers together: one query."""
    found: dict[str, Any] = {}
    for one in sides_of(record).values():
        found |= one.answers
    return found
