"""What the register says against what is stored, before anything is written.

Rows are compared as tuples and read without making model instances, and outside
any transaction, so that nobody waits while a long file is read.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schools.choices import Status
from schools.importers.gias import RegisterFile
from schools.importers.gias_rows import Facts, FederationName, Head, Refusal, SchoolRow
from schools.importers.gias_words import FIRST_LOCAL_URN, KNOWN_TYPES, OPEN_STATUSES
from schools.models import FederationMembership, RegisteredHead, School, SchoolChange
from schools.services.proposed_changes import Ending
from schools.services.register_report import MOST_VANISHING, RegisterReport, Vanishing

Progress = Callable[[int, int], None]
STEP = 1_000
PLACE = {name: place for place, name in enumerate(Facts._fields)}
LABELS = {field.name: str(field.verbose_name) for field in School._meta.concrete_fields}


class Stored(NamedTuple):
    """A school as it stands in the database."""

    pk: int
    facts: tuple[Any, ...]
    region: str | None


class Target(NamedTuple):
    """All that a school's own row is to hold."""

    urn: int
    facts: Facts
    region: str | None


class Addition(NamedTuple):
    """A new school, with what stands beside its row."""

    target: Target
    head: Head
    federation: FederationName


@dataclass
class Comparison:
    """What is to be written, and the report of it."""

    report: RegisterReport
    added: list[Addition] = field(default_factory=list)
    changed: list[Target] = field(default_factory=list)
    changed_fields: set[str] = field(default_factory=set)
    heads: dict[int, Head] = field(default_factory=dict)
    federations: dict[int, FederationName] = field(default_factory=dict)
    # By school, for its event: its name, and the names of what changes.
    told: dict[int, tuple[str, str]] = field(default_factory=dict)
    # What the register says has closed or will: a person confirms it.
    endings: list[Ending] = field(default_factory=list)


class Comparer:
    """Goes through a file once and notes what differs."""

    def __init__(
        self,
        register: RegisterFile,
        report: RegisterReport,
        *,
        la_codes: Collection[str] | None,
        regions: Mapping[str, str],
    ) -> None:
        self.register = register
        self.la_codes = frozenset(la_codes or ())
        self.regions = regions
        self.result = Comparison(report)
        self.report = report
        self.stored = _stored_schools()
        self.heads = _stored_heads() if register.has_heads else {}
        self.federations = _stored_federations() if register.has_federations else {}
        self.seen: set[int] = set()
        self.covered: set[str] = set(self.la_codes)
        self.types: set[str] = set()

    def run(self, progress: Progress | None) -> Comparison:
        total = self.register.total
        for row in self.register:
            self._take(row)
            if progress and self.report.rows % STEP == 0:
                progress(self.report.rows, total)
        if progress:
            progress(self.report.rows, self.report.rows)
        self._note_missing()
        self.report.unknown_types = sorted(self.types - KNOWN_TYPES)
        return self.result

    def _take(self, row: SchoolRow | Refusal) -> None:
        self.report.rows += 1
        if row.urn:
            self.seen.add(row.urn)
        known = self.stored.get(row.urn) if row.urn else None
        la_code = row.la_code if isinstance(row, Refusal) else row.facts.la_code
        if not self._is_ours(la_code, known):
            self.report.elsewhere += 1
        elif isinstance(row, Refusal):
            self.report.note_refused(row)
        else:
            self.covered.add(la_code)
            self.types.add(row.facts.establishment_type)
            self._compare(row, known)

    def _is_ours(self, la_code: str, known: Stored | None) -> bool:
        """A school that left our authority is still ours to bring up to date."""
        if not self.la_codes or la_code in self.la_codes or not la_code:
            return True
        return known is not None and known.facts[PLACE["la_code"]] in self.la_codes

    def _compare(self, row: SchoolRow, known: Stored | None) -> None:
        if known is None:
            self._note_added(row)
            return
        region = self.regions.get(row.facts.constituency, known.region)
        fields = []
        if known.facts != row.facts or known.region != region:
            row = row._replace(facts=self._merged(row.facts, known.facts))
            told = row.facts
            if _closes_too_early(row.facts):
                reason = "The school would close before it opens"
                refused = Refusal(row.line, "CloseDate", reason, "", row.urn)
                self.report.note_refused(refused)
                return
            row = row._replace(facts=_without_ending(row.facts, known.facts))
            if told != row.facts:
                self._note_ending(row.urn, told, known)
            fields = _differing(row.facts, known.facts)
            fields += ["region"] if known.region != region else []
        names = [LABELS.get(name, name) for name in fields]
        if fields:
            self.result.changed.append(Target(row.urn, row.facts, region))
            self.result.changed_fields.update(fields)
        names += self._compare_beside(row, known.pk)
        if names:
            self.report.note_changed(row.urn, row.facts.name, names)
            self.result.told[known.pk] = (row.facts.name, ", ".join(names))
        else:
            self.report.unchanged += 1

    def _note_added(self, row: SchoolRow) -> None:
        self.report.note_added(row.urn, row.facts.name)
        region = self.regions.get(row.facts.constituency)
        target = Target(row.urn, row.facts, region)
        self.result.added.append(Addition(target, row.head, row.federation))

    def _merged(self, new: Facts, old: tuple[Any, ...]) -> Facts:
        """The new facts, with the old ones where the file has no such column."""
        told = self.register.fields
        pairs = zip(Facts._fields, new, old, strict=True)
        return Facts._make(mine if name in told else kept for name, mine, kept in pairs)

    def _note_ending(self, urn: int, told: Facts, known: Stored) -> None:
        """A school that the register closes: entered for a person to confirm."""
        ends = told.closed_on not in (None, known.facts[PLACE["closed_on"]])
        closed = told.status == Status.CLOSED
        if (ends or closed) and known.facts[PLACE["status"]] != Status.CLOSED:
            ending = Ending(
                known.pk, SchoolChange.Kind.CLOSURE, last_day=told.closed_on
            )
            self.result.endings.append(ending)
            self.report.note_ending(urn, told.name)

    def _compare_beside(self, row: SchoolRow, pk: int) -> list[str]:
        """Head and federation, which have their own history."""
        names = []
        if self.register.has_heads and self.heads.get(pk, NOBODY) != row.head:
            self.result.heads[pk] = row.head
            names.append("head")
        if self.register.has_federations:
            present = self.federations.get(pk)
            if not _same_federation(present, row.federation):
                self.result.federations[pk] = row.federation
                names.append("federation")
        return names

    def _note_missing(self) -> None:
        """Open schools that the file passes over; they are told of and kept."""
        opened: dict[str, int] = defaultdict(int)
        missing: dict[str, int] = defaultdict(int)
        for urn, school in self.stored.items():
            la_code = school.facts[PLACE["la_code"]]
            is_open = school.facts[PLACE["status"]] in OPEN_STATUSES
            if not is_open or la_code not in self.covered or urn >= FIRST_LOCAL_URN:
                continue
            opened[la_code] += 1
            if urn not in self.seen:
                missing[la_code] += 1
                self.report.note_missing(urn, school.facts[PLACE["name"]])
        self.report.vanishing = [
            Vanishing(la_code, count, opened[la_code])
            for la_code, count in sorted(missing.items())
            if count > MOST_VANISHING * opened[la_code]
        ]


NOBODY = Head()


def _stored_schools() -> dict[int, Stored]:
    rows = School.objects.exclude(urn=None).order_by()
    fields = rows.values_list("urn", "pk", "region__code", *Facts._fields)
    return {
        urn: Stored(pk, tuple(facts), region)
        for urn, pk, region, *facts in fields.iterator(chunk_size=STEP)
    }


def _stored_heads() -> dict[int, Head]:
    rows = RegisteredHead.objects.filter(last_seen_on=None).order_by()
    fields = rows.values_list("school_id", "name", "job_title")
    return {pk: Head(*head) for pk, *head in fields.iterator(chunk_size=STEP)}


def _stored_federations() -> dict[int, FederationName]:
    rows = FederationMembership.objects.filter(end=None)
    fields = rows.values_list("school_id", "federation__code", "federation__name")
    return {pk: FederationName(code, name) for pk, code, name in fields}


def _differing(new: Facts, old: tuple[Any, ...]) -> list[str]:
    pairs = zip(Facts._fields, new, old, strict=True)
    return [name for name, mine, theirs in pairs if mine != theirs]


def _without_ending(new: Facts, old: tuple[Any, ...]) -> Facts:
    """The facts but for the school's end: that is the register's to say and a
    person's to confirm, and what was confirmed stays."""
    status, closed_on = old[PLACE["status"]], old[PLACE["closed_on"]]
    keeps = Status.CLOSED in (new.status, status) or closed_on
    return new._replace(closed_on=closed_on, status=status if keeps else new.status)


def _closes_too_early(facts: Facts) -> bool:
    return bool(
        facts.opened_on and facts.closed_on and facts.closed_on < facts.opened_on
    )


def _same_federation(present: FederationName | None, told: FederationName) -> bool:
    """One entered by hand stays until the register names another.

    Two federations of one name are told apart by the code behind it.
    """
    if not told.code:
        return present is None or not present.code
    names = (told.name, f"{told.name} ({told.code})")
    return present is not None and present.code == told.code and present.name in names
