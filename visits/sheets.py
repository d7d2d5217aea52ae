"""The lists of visits, next steps and evaluations as files: their columns."""

from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

from sitrack.core.sheets import Sheet
from visits.lists import Group
from visits.models import VisitState

VISITS = Sheet(
    "visits",
    {
        "Day": attrgetter("day"),
        "Planned for": attrgetter("at"),
        "Type": attrgetter("kind"),
        "Led by": attrgetter("who"),
        "Team": attrgetter("team"),
        "State": attrgetter("state_words"),
        "Reason": attrgetter("reason"),
    },
)
MY_VISITS = Sheet(
    "my-visits",
    {
        "School": itemgetter("record__school__name"),
        "Day": itemgetter("date"),
        "Planned for": itemgetter("planned_for"),
        "Type": itemgetter("visit_type__label"),
        "State": lambda row: VisitState(row["state"]).label,
        "What it wants": itemgetter("group"),
    },
)
STEPS = Sheet(
    "next-steps",
    {
        "Next step": attrgetter("text"),
        "School": attrgetter("school"),
        "Year": attrgetter("year"),
        "Visit of": attrgetter("visit_day"),
        "By date": attrgetter("due_on"),
        "Who": attrgetter("who"),
        "State": attrgetter("state_words"),
        "Closed on": attrgetter("closed_on"),
        "Note": attrgetter("closing_note"),
    },
)
EVALUATIONS = Sheet(
    "evaluations",
    {
        "Evaluation": lambda row: row[1].name,
        "Day": lambda row: row[0].evaluation_on,
        "Led by": lambda row: row[0].led_by,
        "State": lambda row: row[0].get_state_display(),
        "Draft due": lambda row: row[2] and row[2].draft_due,
        "Final report due": lambda row: row[2] and row[2].final_due,
    },
)
SELF_EVALUATIONS = Sheet(
    "self-evaluations",
    {
        "Meeting of": attrgetter("meeting_on"),
        "State": lambda one: one.get_state_display(),
    },
)


def diary_rows(groups: Iterable[Group]) -> Iterator[dict[str, Any]]:
    """The visits of a diary, each with what it wants."""
    for group in groups:
        for row in group.rows:
            yield {**row, "group": group.heading}
