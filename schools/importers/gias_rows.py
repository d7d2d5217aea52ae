"""One row of the register: read into frozen facts, or refused with the reason."""

from datetime import date
from typing import NamedTuple

from schools.choices import MAINTAINED_TYPES, Phase, Status
from schools.importers import cells
from schools.importers.cells import BadCell
from schools.importers.gias_columns import COLUMNS

NO_RELIGION = frozenset({"", "Does not apply", "None"})
STATUSES = frozenset(Status.values)
PHASES = frozenset(Phase.values)
HIGHEST_AGE = 99
LONGEST = {
    "name": 200,
    "la_code": 4,
    "dfe_number": 4,
    "establishment_type": 60,
    "religious_character": 60,
    "street": 150,
    "locality": 150,
    "town": 100,
    "postcode": 10,
    "website": 250,
    "telephone": 20,
    "constituency": 100,
    "trust": 150,
    "head_job": 100,
    "federation_code": 12,
    "federation_name": 130,
}
LONGEST_HEAD = 200


class Facts(NamedTuple):
    """What the register says of a school; the names are those of School's fields."""

    name: str
    la_code: str
    dfe_number: str
    phase: str
    establishment_type: str
    maintained: bool
    status: str
    religious_character: str
    age_low: int | None
    age_high: int | None
    has_sixth_form: bool
    street: str
    locality: str
    town: str
    postcode: str
    website: str
    telephone: str
    constituency: str
    easting: int | None
    northing: int | None
    pupils: int | None
    capacity: int | None
    trust: str
    opened_on: date | None
    closed_on: date | None


class Head(NamedTuple):
    """The head as written, never split: it may hold two people or a note."""

    name: str = ""
    job_title: str = ""


class FederationName(NamedTuple):
    code: str = ""
    name: str = ""


class SchoolRow(NamedTuple):
    """One school of the file."""

    line: int
    urn: int
    facts: Facts
    head: Head
    federation: FederationName


class Refusal(NamedTuple):
    """A row that is left out, and why; the school's number where it could be read."""

    line: int
    column: str
    reason: str
    value: str
    urn: int | None = None
    la_code: str = ""


class RowRefused(Exception):
    """One cell of the row cannot be used."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(reason)
        self.part = part
        self.reason = reason


class RowReader:
    """Reads rows one by one and remembers which schools it has met."""

    def __init__(self, present: frozenset[str]) -> None:
        self._present = present
        self._first_line: dict[int, int] = {}

    def read(self, line: int, cell: dict[str, str]) -> SchoolRow | Refusal:
        """The row's school, or the first thing that is wrong with it."""
        urn = None
        try:
            urn = _number(cell, "urn")
            self._check_once(urn, line)
            _check_lengths(cell)
            facts = self._facts(cell)
            head = _head(cell)
        except RowRefused as bad:
            la_code = cell["la_code"]
            value = cell[bad.part][:100]
            return Refusal(line, COLUMNS[bad.part], bad.reason, value, urn, la_code)
        federation = FederationName(cell["federation_code"], cell["federation_name"])
        return SchoolRow(line, urn or 0, facts, head, federation)

    def _check_once(self, urn: int | None, line: int) -> None:
        if not urn:
            raise RowRefused("urn", "The number is missing")
        first = self._first_line.setdefault(urn, line)
        if first != line:
            raise RowRefused("urn", f"The same number is already on line {first}")

    def _facts(self, cell: dict[str, str]) -> Facts:
        for part in ("name", "la_code", "establishment_type"):
            if not cell[part]:
                raise RowRefused(part, "This is missing")
        _check_known(cell, "status", STATUSES)
        if "phase" in self._present:
            _check_known(cell, "phase", PHASES)
        easting, northing = _number(cell, "easting"), _number(cell, "northing")
        if not easting or not northing:
            easting = northing = None
        opened_on, closed_on = _day(cell, "opened_on"), _day(cell, "closed_on")
        if opened_on and closed_on and closed_on < opened_on:
            raise RowRefused("closed_on", "The school closes before it opens")
        religion = cell["religious_character"]
        return Facts(
            name=cell["name"],
            la_code=cell["la_code"],
            dfe_number=_dfe_number(cell),
            phase=cell["phase"],
            establishment_type=cell["establishment_type"],
            maintained=cell["establishment_type"] in MAINTAINED_TYPES,
            status=cell["status"],
            religious_character="" if religion in NO_RELIGION else religion,
            age_low=_number(cell, "age_low", most=HIGHEST_AGE),
            age_high=_number(cell, "age_high", most=HIGHEST_AGE),
            has_sixth_form=cell["has_sixth_form"] == "Has a sixth form",
            street=cell["street"],
            locality=_locality(cell),
            town=cell["town"],
            postcode=cell["postcode"],
            website=cell["website"],
            telephone=cells.telephone(cell["telephone"]),
            constituency=cell["constituency"],
            easting=easting,
            northing=northing,
            pupils=_number(cell, "pupils"),
            capacity=_number(cell, "capacity"),
            trust=cell["trust"],
            opened_on=opened_on,
            closed_on=closed_on,
        )


def _check_lengths(cell: dict[str, str]) -> None:
    for part, longest in LONGEST.items():
        if len(cell[part]) > longest:
            raise RowRefused(part, f"This is longer than {longest} characters")


def _check_known(cell: dict[str, str], part: str, known: frozenset[str]) -> None:
    value = cell[part]
    if value not in known:
        reason = "This is not a known value" if value else "This is missing"
        raise RowRefused(part, reason)


def _number(
    cell: dict[str, str], part: str, *, most: int = cells.LARGEST
) -> int | None:
    try:
        return cells.number(cell[part], most=most)
    except BadCell as bad:
        raise RowRefused(part, str(bad)) from None


def _day(cell: dict[str, str], part: str) -> date | None:
    try:
        return cells.day(cell[part])
    except BadCell as bad:
        raise RowRefused(part, str(bad)) from None


def _dfe_number(cell: dict[str, str]) -> str:
    number = cell["dfe_number"]
    return f"{cell['la_code']}/{number.zfill(4)}" if number else ""


def _locality(cell: dict[str, str]) -> str:
    both = ", ".join(part for part in (cell["locality"], cell["address3"]) if part)
    if len(both) > LONGEST["locality"]:
        raise RowRefused("address3", "The address is too long")
    return both


def _head(cell: dict[str, str]) -> Head:
    words = (cell["head_title"], cell["head_first"], cell["head_last"])
    name = " ".join(word for word in words if word)
    if len(name) > LONGEST_HEAD:
        raise RowRefused("head_last", "The head's name is too long")
    return Head(name, cell["head_job"]) if name else Head()
