"""The register's file of links: what it says of our schools waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import transaction

from schools.following import all_before, followed_by
from schools.importers.gias_rows import Refusal
from schools.importers.links import COLUMNS, LinkRow, LinksFile
from schools.models import RegisterImport, School, SchoolChange, SchoolLink
from schools.rules import last_day_from
from schools.services.proposed_changes import Ending, propose_changes
from sitrack.core import events
from sitrack.core.models import Audience, User

Kind = SchoolChange.Kind
MOST_REFUSALS = 100
RING = "The two schools would follow each other in a ring"
SECOND = (
    "Another school follows the same school. Confirm that one, then hand the file in"
    " again"
)


class Known(NamedTuple):
    """What is asked of a school that a link names."""

    urn: int
    pk: int
    maintained: bool
    opened_on: date | None
    closed_on: date | None


@dataclass
class LinksReport:
    """What a file of links said of the schools kept here."""

    file_name: str
    proposed: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, refusal: Refusal) -> None:
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(refusal)

    @property
    def summary(self) -> str:
        """Such as "3 to be confirmed, 2 known already, 1 refused"."""
        counts = (
            (self.proposed, "to be confirmed"),
            (self.known, "known already"),
            (len(self.refusals), "refused"),
        )
        return ", ".join(f"{count} {what}" for count, what in counts)


@transaction.atomic
def read_links(*, file: LinksFile, by: User | None) -> LinksReport:
    """Propose what the file says of schools that are kept here; nothing happens to them.

    Both schools must be known: of one that closed before this register was begun there
    is nothing to close. The same file again proposes nothing. Raises FileRefused when
    it cannot be read to its end.
    """
    report = LinksReport(file.name)
    rows = list(_good(file, report))
    schools = _schools(rows)
    stored = SchoolLink.objects.order_by().values_list("successor", "predecessor")
    followed = followed_by(stored)
    endings: dict[int, Ending] = {}
    links = 0
    # The file tells most links twice, from either end.
    for row in {(row.before, row.after): row for row in rows}.values():
        before, after = schools.get(row.before), schools.get(row.after)
        if before is None or after is None:
            continue
        if before.pk in followed.get(after.pk, ()):
            links += 1
        elif after.pk in all_before(before.pk, followed):
            report.refuse(_refused(row, RING))
        elif before.pk in endings:
            report.refuse(_refused(row, SECOND))
        else:
            links += 1
            followed.setdefault(after.pk, set()).add(before.pk)
            endings[before.pk] = _ending(row, before, after)
    source = SchoolChange.Source.LINKS
    report.proposed = propose_changes(endings=endings.values(), source=source, by=by)
    report.known = links - report.proposed
    events.record(
        "links.read",
        RegisterImport(file_name=file.name),
        by=by,
        audience=Audience.SYSTEM,
        summary=report.summary,
    )
    return report


def _refused(row: LinkRow, reason: str) -> Refusal:
    return Refusal(row.line, COLUMNS["other"], reason, str(row.after))


def _good(file: LinksFile, report: LinksReport) -> Iterator[LinkRow]:
    for row in file:
        if isinstance(row, Refusal):
            report.refuse(row)
        else:
            yield row


def _schools(rows: list[LinkRow]) -> dict[int, Known]:
    """The schools kept here, by URN: all, where a file names more than one can ask for."""
    named = {urn for row in rows for urn in (row.before, row.after)}
    kept = School.objects.exclude(urn=None).order_by().values_list(*Known._fields)
    return {urn: Known(urn, *facts) for urn, *facts in kept if urn in named}


def _ending(row: LinkRow, before: Known, after: Known) -> Ending:
    """What the link says, as far as it can be told from the two schools."""
    last_day = before.closed_on or last_day_from(
        linked_on=row.on, opens_on=after.opened_on if not row.became_one else None
    )
    is_new = not (after.opened_on and last_day and after.opened_on < last_day)
    if row.became_one:
        kind = Kind.AMALGAMATION
    elif before.maintained and not after.maintained and is_new:
        kind = Kind.CONVERSION
    else:
        kind = Kind.REPLACEMENT
    return Ending(before.pk, kind, after.pk, last_day)
