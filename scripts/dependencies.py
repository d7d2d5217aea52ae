"""Write docs/dependencies.csv again: every package, its licence, and why it is there.

    python scripts/dependencies.py

The packages and versions come from requirements/ and vendor-lock.json, the reasons from
the comments in pyproject.toml and requirements/*.in. A licence that the file names
already is kept, since somebody looked at it; a new package's is taken from what is
installed, and left empty where that does not say, for somebody to fill in.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "dependencies.csv"

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[.*\])?==(?P<version>[^\s;\\]+)")
REQUIRED = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
# The locks, what each is for, and where its direct requirements stand.
LOCKS = {
    "run": "running",
    "dev": "developing",
    "bench": "benchmarks",
    "verify": "verifying documents",
    "sbom": "listing what is in it",
    "scan": "looking for holes",
}
FRONT_END = "in the browser"
FRONT_END_REASON = "The look and behaviour of pages, without GOV.UK's branding."


@dataclass(frozen=True)
class Dependency:
    """A row of the table."""

    package: str
    used_for: str
    direct: str
    licence: str
    reason: str


def normal(name: str) -> str:
    """A package's name as the locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str, root: Path = ROOT) -> dict[str, str]:
    """The packages of a lock and their versions."""
    lines = (root / "requirements" / f"{lock}.txt").read_text().splitlines()
    found = (PINNED.match(line) for line in lines)
    return {normal(match["name"]): match["version"] for match in found if match}


def vendored(root: Path = ROOT) -> list[dict[str, str]]:
    """The packages of the front end: name, version and integrity."""
    packages: list[dict[str, str]] = json.loads(
        (root / "vendor-lock.json").read_text()
    )["packages"]
    return packages


def with_reasons(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each requirement with the comment above it, which may speak of several."""
    reason: list[str] = []
    spoken = False
    for line in map(str.strip, lines):
        if not line:
            reason = []
        elif line.startswith("#"):
            reason = [] if spoken else reason
            reason.append(line.lstrip("# "))
            spoken = False
        elif match := REQUIRED.match(line.strip('",')):
            spoken = True
            yield normal(match[0]), " ".join(reason)


def block(text: str, begins: str) -> list[str]:
    """The lines of a list of pyproject.toml."""
    return text.split(f"\n{begins} = [\n", 1)[1].split("\n]", 1)[0].splitlines()


def reasons(lock: str, root: Path = ROOT) -> dict[str, str]:
    """The direct requirements of a lock, each with why it is there."""
    if lock not in {"run", "dev"}:
        lines = (root / "requirements" / f"{lock}.in").read_text().splitlines()
        return dict(with_reasons(lines))
    text = (root / "pyproject.toml").read_text()
    begins = "dependencies" if lock == "run" else "dev"
    return dict(with_reasons(block(text, begins)))


def required_by(names: Iterable[str]) -> dict[str, set[str]]:
    """For each installed package, which of the others ask for it."""
    askers: dict[str, set[str]] = {}
    for name in names:
        for asked in needs(name):
            askers.setdefault(asked, set()).add(name)
    return askers


def needs(name: str) -> set[str]:
    """The packages that an installed package asks for, extras included."""
    try:
        asked = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return set()
    return {normal(match[0]) for line in asked if (match := REQUIRED.match(line))}


def said_licence(name: str) -> str:
    """The licence in SPDX's words, where the installed package says it so."""
    try:
        said = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return ""
    return str(said.get("license_expression", ""))


def rows(kept: dict[str, Dependency], root: Path = ROOT) -> Iterator[Dependency]:
    """The whole table; of ``kept``, the table as it was, the licences stay, since
    somebody looked at them, and with whom a package comes that is not installed."""
    seen: set[str] = set()
    for lock, used_for in LOCKS.items():
        versions, why = locked(lock, root), reasons(lock, root)
        askers = required_by(versions)
        for name in sorted(versions.keys() - seen):
            before = kept.get(name)
            comes_with = ", ".join(sorted(askers.get(name, ())))
            known = f"Comes with {comes_with}." if comes_with else ""
            yield Dependency(
                package=name,
                used_for=used_for,
                direct="yes" if name in why else "no",
                licence=(before.licence if before else "") or said_licence(name),
                reason=why.get(name) or known or (before.reason if before else ""),
            )
        seen |= versions.keys()
    for package in vendored(root):
        name = package["name"]
        licence = kept[name].licence if name in kept else ""
        yield Dependency(name, FRONT_END, "yes", licence, FRONT_END_REASON)


def read(table: Path = TABLE) -> list[Dependency]:
    """The table as it is kept."""
    with table.open(encoding="utf-8", newline="") as file:
        return [Dependency(**row) for row in csv.DictReader(file)]


def main() -> None:
    """Write the table, and say which licences somebody has to look up."""
    kept = {row.package: row for row in read()} if TABLE.exists() else {}
    written = list(rows(kept))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        names = [field.name for field in fields(Dependency)]
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        table.writerows(asdict(row) for row in written)
    print(f"docs/dependencies.csv: {len(written)} packages")
    for row in written:
        if not row.licence or not row.reason:
            print(f"  {row.package}: look up its licence or its reason, and write it")


if __name__ == "__main__":
    main()
