"""docs/security/asvs.csv speaks of every requirement of levels 1 and 2 of OWASP's ASVS
5.0, and names for each what there is: a test by its name, or a document."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

TABLE = ROOT / "docs" / "security" / "asvs.csv"
VERDICTS = {"met", "partly", "not met", "not applicable"}
# How many requirements of levels 1 and 2 each section has, by the published standard.
COUNTS = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2
    2.1:3 2.2:3 2.3:4 2.4:1
    3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
    4.1:3 4.2:1 4.3:2 4.4:4
    5.1:1 5.2:3 5.3:2 5.4:3
    6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
    7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
    8.1:2 8.2:3 8.3:1 8.4:1
    9.1:3 9.2:4
    10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
    11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
    12.1:3 12.2:2 12.3:4
    13.1:1 13.2:5 13.3:2 13.4:5
    14.1:2 14.2:4 14.3:3
    15.1:3 15.2:3 15.3:7
    16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
    17.1:1 17.2:4 17.3:2
"""
SECTIONS = {
    section: int(count)
    for section, count in (each.split(":") for each in COUNTS.split())
}
LEVELS = {"1": 70, "2": 183}
# A test that a file has, whether it is a function of its own or stands in a class.
NAMED = re.compile(r"^(?P<path>[^:]+)(?:::(?P<test>test_\w+))?$")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names_in(path: Path) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def fault_in(evidence: str) -> str:
    """What is wrong with a piece of evidence; empty where it is there."""
    found = NAMED.match(evidence)
    if found is None:
        return f"{evidence} is no path and no test"
    path = ROOT / found["path"]
    if not path.is_file():
        return f"{found['path']} is not there"
    if found["test"] and found["test"] not in names_in(path):
        return f"{found['path']} has no {found['test']}"
    return ""


def test_every_requirement_of_both_levels_has_one_row() -> None:
    numbers = [row["requirement"] for row in rows()]
    assert [number for number, count in Counter(numbers).items() if count > 1] == []
    assert Counter(number.rpartition(".")[0] for number in numbers) == SECTIONS
    assert Counter(row["level"] for row in rows()) == LEVELS
    assert sum(SECTIONS.values()) == sum(LEVELS.values())


def test_they_stand_in_their_order() -> None:
    places = [[int(part) for part in row["requirement"].split(".")] for row in rows()]
    assert places == sorted(places)


def test_every_verdict_is_one_of_four_and_says_what_it_rests_on() -> None:
    for row in rows():
        number, verdict = row["requirement"], row["verdict"]
        assert row["statement"], number
        assert verdict in VERDICTS, number
        assert row["applies"] == ("no" if verdict == "not applicable" else "yes"), (
            number
        )
        if verdict == "not applicable":
            assert row["remark"], f"{number}: say why"
        else:
            assert row["evidence"], f"{number}: name what shows it"
        if verdict in {"partly", "not met"}:
            assert row["remark"], f"{number}: say what is missing"


def test_everything_that_is_named_as_evidence_is_there() -> None:
    faults = [
        f"{row['requirement']}: {fault}"
        for row in rows()
        for evidence in row["evidence"].split()
        if (fault := fault_in(evidence))
    ]
    assert faults == []


def test_what_is_not_met_in_full_is_told_with_what_it_would_take() -> None:
    text = (TABLE.parent / "README.md").read_text(encoding="utf-8")
    told = text.split("## What is not met in full", 1)[1].split("\n## ", 1)[0]
    lines = [line.split("|") for line in told.splitlines() if re.match(r"\| \d", line)]
    listed = [number for line in lines for number in re.findall(r"[\d.]+\d", line[1])]
    open_ones = [
        row["requirement"] for row in rows() if row["verdict"] in {"partly", "not met"}
    ]
    assert sorted(listed) == sorted(open_ones)
    assert all(part.strip() for line in lines for part in line[1:4])


@pytest.mark.parametrize(
    "evidence",
    [
        "tests/nowhere.py",
        "tests/architecture/test_asvs.py::test_of_another_name",
        "docs/security",
        "somebody says so",
    ],
)
def test_evidence_that_is_not_there_is_seen(evidence: str) -> None:
    assert fault_in(evidence)
