"""The log of events as a file: lines that can be verified, or a table to read."""

from __future__ import annotations

import io
from typing import Any

from django.db import transaction

from protection.queries.log import Period, events_in, lines_of
from schools.access import require
from sitrack.core import clock, events
from sitrack.core.audit.exported import written
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets.comma_separated import write_csv
from sitrack.core.sheets.value import MOST_ROWS, Sheet

MOST = 100_000
LINES, TABLE = "jsonl", "csv"
KINDS = {
    LINES: "JSON lines, which can be verified",
    TABLE: "CSV, a table to read",
}


@transaction.atomic
def export_log(*, period: Period, kind: str, by: User) -> bytes:
    """The events of a period as a file; that it was made is an event, which is not in it.

    Raises RuleBroken for more events than one file may hold, PermissionDenied for a
    school whose log the reader may not have.
    """
    require(by, Capability.EXPORT_LOG, period.school)
    most = MOST if kind == LINES else MOST_ROWS
    count = events_in(period, by).count()
    if count > most:
        raise RuleBroken(
            f"These are {count:,} events, and a file holds {most:,}. Choose a shorter"
            " time.",
            "last",
        )
    content = _lines(period, by) if kind == LINES else _table(period, by)
    events.record(
        "log.exported",
        by,
        by=by,
        audience=Audience.SYSTEM,
        scope=period.school.scope if period.school else "",
        first=period.first,
        last=period.last,
    )
    return content


def _lines(period: Period, by: User) -> bytes:
    head = {**period.words, "made": clock.now().isoformat()}
    return "\n".join([*written(head, lines_of(period, by)), ""]).encode()


def _table(period: Period, by: User) -> bytes:
    made = io.BytesIO()
    write_csv(LOG, lines_of(period, by), made)
    return made.getvalue()


def _of_seal(name: str) -> Any:
    return lambda line: (line["seal"] or {}).get(name)


LOG = Sheet(
    "events",
    {
        "Event": lambda line: line["event"],
        "When (UTC)": lambda line: line.get("at"),
        "Verb": lambda line: line.get("verb"),
        "Who": lambda line: line.get("actor_name"),
        "Account": lambda line: line.get("actor_key"),
        "What": lambda line: line.get("label"),
        "Subject": lambda line: line.get("subject"),
        "School": lambda line: line.get("scope"),
        "Told to": lambda line: line.get("audience"),
        "Facts": lambda line: "; ".join(
            f"{name}: {fact}" for name, fact in line.get("data", {}).items()
        ),
        "Withheld": lambda line: line.get("withheld"),
        "Seal": _of_seal("position"),
        "Mark": _of_seal("mark"),
        "Link": _of_seal("link"),
    },
)
