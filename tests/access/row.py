"""The people of the access table, and a row of it."""

from dataclasses import dataclass

from tests.access.places import Where

PEOPLE = [
    "nobody",
    "helen",
    "dev",
    "cora",
    "gus",
    "sena",
    "odd",
    "eva",
    "sam",
    "ola",
    "rita",
    "rolf",
    "hana",
    "dee",
    "theo",
    "ada",
]


@dataclass(frozen=True)
class Row:
    """What an address is about, who gets there, and what it can be asked."""

    where: Where
    statuses: str
    methods: str = "GET POST"

    def expected(self) -> dict[str, str]:
        return dict(zip(PEOPLE, self.statuses.split(), strict=True))
