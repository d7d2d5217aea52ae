"""Lists that only some frameworks have, as files: their columns, and for whom."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.access.frameworks.part import FrameworkWorld
from tests.access.frameworks.parts import PARTS
from tests.access.places import Where, nothing, record, school
from tests.access.test_sheets import browser, csv_of
from tests.universe import Council

# Of each framework its lists: what each is about, who may see it, and its columns.
LISTS: dict[str, dict[str, tuple[Where, str, str]]] = {
    "scotland": {
        "engagement:contacts": (
            school("hawthorn"),
            "helen",
            "Day,What,Kind,With whom,Noted by,Taken back by",
        ),
        "engagement:gradings": (
            school("hawthorn"),
            "helen",
            "Indicator,Grade,From,Date,Entered by,Taken back by,Why taken back",
        ),
        "engagement:validations": (
            nothing,
            "sam",
            "School,State,Last held,Planned,Planned for",
        ),
    },
    "wiltshire": {
        "visits:school_evaluations": (
            school("hawthorn"),
            "helen",
            "Evaluation,Day,Led by,State,Draft due,Final report due",
        ),
        "visits:self_evaluations": (record("hawthorn"), "helen", "Meeting of,State"),
    },
    "trust": {
        "school_calendar": (
            record("hawthorn"),
            "helen",
            "Half-term,What,Date,How it stands,Note",
        ),
    },
}


def test_those_of_scotland_have_their_columns_and_their_readers(
    scotland: Council, scotland_world: FrameworkWorld
) -> None:
    hold("scotland", scotland, scotland_world)


def test_those_of_wiltshire_have_their_columns_and_their_readers(
    wiltshire: Council, wiltshire_world: FrameworkWorld
) -> None:
    hold("wiltshire", wiltshire, wiltshire_world)


def test_those_of_a_trust_have_their_columns_and_their_readers(
    trust: Council, trust_world: FrameworkWorld
) -> None:
    hold("trust", trust, trust_world)


def hold(framework: str, council: Council, world: FrameworkWorld) -> None:
    """Each list says where its file is, and who may see it gets its rows."""
    for name, (where, person, columns) in LISTS[framework].items():
        address = reverse(name, kwargs=where(council, world))
        page = browser(council, person).get(address)
        assert b"as=csv" in page.content, name
        rows = csv_of(browser(council, person).get(address, {"as": "csv"}))
        assert ",".join(rows[0]) == columns
        assert len(rows) > 1, name
        assert faults(framework, council, world, name, where) == []


def faults(
    framework: str, council: Council, world: FrameworkWorld, name: str, where: Where
) -> list[str]:
    """Who gets a file of a list that the table keeps from them, and every word that a
    file tells to somebody who may not read it."""
    found, keys = [], where(council, world)
    parts: list[Any] = [one.rows[name] for one in PARTS[framework] if name in one.rows]
    row = next(
        row for rows in parts for row in rows if row.where(council, world) == keys
    )
    for person, expected in row.expected().items():
        client = Client() if person == "nobody" else browser(council, person)
        response = client.get(reverse(name, kwargs=keys), {"as": "csv"})
        is_file = response["Content-Type"].startswith("text/csv")
        if is_file != (expected == "o"):
            found.append(f"{person}: {response['Content-Type']}")
        said = world.canaries.found_in(response.content.decode("utf-8-sig"))
        found += [
            f"{person} reads {word}"
            for word in said
            if person not in world.canaries.readers[word]
        ]
    return found
