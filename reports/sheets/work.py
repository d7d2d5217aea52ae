"""Lists of what is done: what is due, hours, proposals, moderation, records, changes."""

from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

from engagement.queries.occasions import Half, Log
from reports.queries.due import Group
from reports.queries.mine import DuePage
from sitrack.core.sheets import Sheet, in_hours

SCHOOL_DUE = Sheet(
    "due",
    {
        "Term": itemgetter("term"),
        "What": itemgetter("what"),
        "Due by": itemgetter("due_on"),
        "Note": itemgetter("note"),
        "How it stands": itemgetter("stands"),
        "Done on": itemgetter("met_on"),
        "Why not needed": itemgetter("why"),
    },
)
MY_DUE = Sheet(
    "my-due",
    {
        "School": attrgetter("row.school"),
        "What": attrgetter("row.words"),
        "By date": attrgetter("row.due_on"),
        "Late": attrgetter("is_late"),
        "Put off until": attrgetter("until"),
    },
)
HOURS = Sheet(
    "hours",
    {
        "Date": itemgetter("day"),
        "Who": itemgetter("person__name"),
        "Team": itemgetter("team__name"),
        "On what": itemgetter("category__label"),
        "What for": itemgetter("what_for"),
        "Hours": lambda row: in_hours(row["minutes"]),
        "Counted": itemgetter("counted"),
        "Over the ceiling because": itemgetter("over_ceiling_reason"),
        "Taken back": lambda row: _taken_back(row),
        "Reason": itemgetter("reason"),
    },
)
PROPOSALS = Sheet(
    "proposals",
    {
        "School": attrgetter("assignment.school.name"),
        "Region": lambda row: row.assignment.school.region,
        "From": attrgetter("from_name"),
        "To": attrgetter("to_name"),
        "School says": lambda row: row.views[0][1],
        "{Authority} says": lambda row: row.views[1][1],
        "Criteria suggest": attrgetter("suggested_name"),
        "Raised by": attrgetter("assignment.raised_by"),
        "Raised on": lambda row: (
            (row.assignment.proposed_at or row.assignment.raised_at).astimezone().date()
        ),
        "State": lambda row: row.assignment.get_state_display(),
        "View asked for by": attrgetter("view_due"),
        "Parked until": attrgetter("parked_until"),
    },
)
MODERATION = Sheet(
    "moderation",
    {
        "School": attrgetter("school.name"),
        "State": lambda note: note.get_state_display(),
        "Note": attrgetter("text"),
        "To be looked at": attrgetter("ask"),
        "Written by": attrgetter("written_by"),
        "Written at": attrgetter("written_at"),
    },
)
MEMBERS_REPORTS = Sheet(
    "reports-to-members",
    {
        "Term": attrgetter("term"),
        "Of": attrgetter("of"),
        "Approved by": attrgetter("approved_by"),
        "Approved at": attrgetter("approved_at"),
    },
)
RECORDS = Sheet(
    "records",
    {
        "Year": attrgetter("year"),
        "State": lambda record: record.get_state_display(),
        "Opened at": attrgetter("opened_at"),
        "Locked at": attrgetter("locked_at"),
        "Why locked": attrgetter("lock_reason"),
        "Why unlocked": attrgetter("unlock_reason"),
    },
)
SCHOOL_CHANGES = Sheet(
    "school-changes",
    {
        "School": attrgetter("school.name"),
        "What": lambda change: change.get_kind_display(),
        "Followed by": lambda change: change.successor,
        "Last day": attrgetter("last_day"),
        "State": lambda change: change.get_state_display(),
        "Source": lambda change: change.get_source_display(),
        "Decided by": attrgetter("decided_by"),
        "Decided at": attrgetter("decided_at"),
        "Reason": attrgetter("reason"),
    },
)

WORD_IMPORTS = Sheet(
    "old-records",
    {
        "File": attrgetter("name"),
        "School": attrgetter("school"),
        "State": lambda one: one.get_state_display(),
        "Reason": attrgetter("reason"),
        "Handed in by": attrgetter("added_by"),
        "Handed in at": attrgetter("added_at"),
        "Ended by": attrgetter("ended_by"),
        "Ended at": attrgetter("ended_at"),
    },
)
CARRIED_OVER = Sheet(
    "carried-over",
    {
        "School": attrgetter("school.name"),
        "What came of it": lambda row: row.get_outcome_display(),
        "Reason": attrgetter("reason"),
        "At": attrgetter("at"),
    },
)
SCHOOL_CALENDAR = Sheet(
    "calendar",
    {
        "Half-term": itemgetter("half"),
        "What": itemgetter("what"),
        "Date": itemgetter("day"),
        "How it stands": itemgetter("stands"),
        "Note": itemgetter("note"),
    },
)


def calendar_rows(halves: Iterable[Half], logs: Iterable[Log]) -> Iterator[Any]:
    """A school's calendar half by half; then each week that is noted of the present
    half, as on its page."""
    for half in halves:
        for one in half.entries:
            yield {
                "half": half.term,
                "what": one.label,
                "day": one.day,
                "stands": one.tag[0] if one.tag else "Due by this day",
                "note": one.note,
            }
        for log in logs if half.is_now else ():
            for line in log.lines:
                yield {
                    "half": half.term,
                    "what": log.kind.label,
                    "day": line.held_on,
                    "stands": "Held",
                    "note": line.said,
                }


def due_rows(groups: Iterable[Group]) -> Iterator[dict[str, Any]]:
    """What is due at a school, in the order of its page."""
    for group in groups:
        for line in group.lines:
            yield {
                "term": group.title,
                "what": line.row.label,
                "due_on": line.row.due_on,
                "note": line.row.note,
                "stands": _stands(line),
                "met_on": line.row.met_on,
                "why": line.row.waived_reason,
            }


def _stands(line: Any) -> str:
    if line.state == "done":
        return "Done"
    if line.state == "cancelled":
        return str(line.row.get_cancelled_display())
    return "Not needed" if line.state == "waived" else "Open"


def mine_rows(due: DuePage) -> Iterator[Any]:
    """What waits for a person at the whole service and school by school, and then what
    they put off."""
    yield from due.service
    for school in due.schools:
        yield from school.found
    yield from due.later


def _taken_back(row: dict[str, Any]) -> str:
    if row["reverses"]:
        return "Takes an entry back"
    return "Taken back" if row["reversed_by_entry"] else ""
