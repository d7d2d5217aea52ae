"""Every package that is locked stands in docs/dependencies.csv with licence and reason.

`make dependencies` writes the table again. A licence that no package tells is looked up
by somebody, and written there.
"""

import re
import tomllib
from pathlib import Path

import pytest

from scripts.dependencies import (
    FRONT_END,
    LOCKS,
    Dependency,
    locked,
    normal,
    read,
    reasons,
    rows,
    vendored,
    with_reasons,
)
from tests.architecture.sources import ROOT

# What may be part of what an authority runs: nothing that binds its own code.
FREE = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
}
# Libraries that stay as they are; a change to their own files would be given back.
OF_A_LIBRARY = {
    "LGPL-2.0-or-later",
    "LGPL-2.1-only",
    "LGPL-3.0-only",
    "MPL-1.1",
    "MPL-2.0",
}
RUN_WITH = {LOCKS["run"], FRONT_END}


def may_run(licence: str) -> bool:
    """Whether a licence in SPDX's words lets us run with it: each part of an AND, one
    part of an OR."""
    return all(
        any(each in FREE | OF_A_LIBRARY for each in part.split(" OR "))
        for part in licence.split(" AND ")
    )


def test_every_locked_package_has_one_row_and_every_row_is_locked() -> None:
    table = [row.package for row in read()]
    packages = {name for lock in LOCKS for name in locked(lock)}
    packages |= {package["name"] for package in vendored()}
    assert sorted(table) == sorted(packages), "run make dependencies"


def test_every_lock_is_read() -> None:
    folder = ROOT / "requirements"
    assert {path.stem for path in folder.glob("*.txt")} == LOCKS.keys()


def test_every_row_has_its_licence_and_its_reason() -> None:
    assert [row for row in read() if not row.licence or not row.reason] == []


def test_a_direct_requirement_gives_the_reason_that_stands_beside_it() -> None:
    why = {name: reason for lock in LOCKS for name, reason in reasons(lock).items()}
    assert all(why.values())
    told = {row.package: row for row in read() if row.used_for != FRONT_END}
    direct = {name for name, row in told.items() if row.direct == "yes"}
    assert direct == why.keys()
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*listed["dependencies"], *listed["optional-dependencies"]["dev"]]
    assert {normal(re.split(r"[\[<>=]", line)[0]) for line in lines} <= direct
    wrong = [name for name, reason in why.items() if told[name].reason != reason]
    assert wrong == [], "run make dependencies"


def test_nothing_that_runs_binds_an_authoritys_own_code() -> None:
    running = [row for row in read() if row.used_for in RUN_WITH]
    assert len(running) > 50
    assert [row for row in running if not may_run(row.licence)] == []


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("GPL-2.0-or-later OR LGPL-2.0-or-later OR MPL-1.1", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_judged_part_by_part(licence: str, may: bool) -> None:
    assert may_run(licence) is may


def test_a_new_package_is_seen_and_what_somebody_looked_up_stays(
    tmp_path: Path,
) -> None:
    (tmp_path / "requirements").mkdir()
    for lock in LOCKS:
        (tmp_path / "requirements" / f"{lock}.txt").touch()
        (tmp_path / "requirements" / f"{lock}.in").touch()
    pinned = "Nobody_Knows[extra]==1.0 \\\n    --hash=sha256:00\nsix==1.17.0 \\\n"
    (tmp_path / "requirements" / "run.txt").write_text(pinned)
    listed = 'dependencies = [\n    # Why.\n    "nobody-knows[extra]>=1",\n]\n'
    others = "\n[project.optional-dependencies]\ndev = [\n]\n"
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{listed}{others}")
    (tmp_path / "vendor-lock.json").write_text('{"packages": []}')
    kept = {"six": Dependency("six", "running", "no", "MIT", "Looked up.")}
    assert list(rows(kept, tmp_path)) == [
        Dependency("nobody-knows", "running", "yes", "", "Why."),
        Dependency("six", "running", "no", "MIT", "Looked up."),
    ]


def test_one_comment_speaks_for_the_lines_below_it_until_the_next() -> None:
    lines = ["# Of the file.", "", "# Why", "# both.", "one>=1", "two", "# Else.", "3a"]
    expected = {"one": "Why both.", "two": "Why both.", "3a": "Else."}
    assert dict(with_reasons(lines)) == expected


def test_names_are_written_in_one_way() -> None:
    assert normal("Typing_Extensions") == normal("typing.extensions")
