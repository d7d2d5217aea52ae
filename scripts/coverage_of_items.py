"""Say which numbered items of docs/inventory.csv the tests prove, from marks alone.

    python scripts/coverage_of_items.py [--missing]

A test proves the items of its `@pytest.mark.item("SUF-R-12", …)`, of the same mark on
its class, on one of its parameter sets, or in the module's `pytestmark`; a range in one
mark is written "SUF-G-001..SUF-G-100". A test named `test_acc_001_…` proves ACC-001.
Nothing is imported or run: the marks are read from the source.
"""

import argparse
import ast
import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INVENTORY = ROOT / "docs" / "inventory.csv"
TESTS = ROOT / "tests"

NUMBERED = re.compile(r"^(?P<prefix>.+?)-?(?P<number>\d+)(?P<letter>[a-z]?)$")
ACCEPTANCE_TEST = re.compile(r"^test_acc_(\d{3})(?:_|$)")


class UnknownItem(Exception):
    """A mark names an item that the inventory does not have."""


def prefix_of(item: str) -> str:
    """Return the family of an item: SUF-R for SUF-R-18a, WIL-C-FM-CC for WIL-C-FM-CC1."""
    return NUMBERED.sub(r"\g<prefix>", item)


def place_of(item: str) -> tuple[str, int, str]:
    """Return what orders an item among its family."""
    found = NUMBERED.match(item)
    if not found:
        raise UnknownItem(item)
    return found["prefix"], int(found["number"]), found["letter"]


def read_inventory(path: Path) -> list[str]:
    """Return the items in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row["item"] for row in csv.DictReader(file)]


def item_marks(node: ast.AST) -> Iterator[str]:
    """Yield the text of every `pytest.mark.item(...)` call inside a piece of source."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and is_item_mark(call.func):
            for argument in call.args:
                if not isinstance(argument, ast.Constant):
                    raise UnknownItem(f"line {argument.lineno}: not a plain text")
                yield str(argument.value)


def is_item_mark(function: ast.expr) -> bool:
    """Say whether an expression reads `pytest.mark.item` or `mark.item`."""
    return isinstance(function, ast.Attribute) and ast.unparse(function).endswith(
        "mark.item"
    )


def proven_names(source: str) -> Iterator[str]:
    """Yield the items, and ranges of items, that one test module claims."""
    module = ast.parse(source)
    for statement in module.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            yield from item_marks(statement)
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                yield from item_marks(decorator)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (
                f"ACC-{number}" for number in ACCEPTANCE_TEST.findall(node.name)
            )


def expand(name: str, inventory: Iterable[str]) -> list[str]:
    """Return the items that a name or a range stands for; fail on an unknown one."""
    inventory = list(inventory)
    ends = name.split("..")
    for end in ends:
        if end not in inventory:
            raise UnknownItem(end)
    if len(ends) == 1:
        return [name]
    first, last = place_of(ends[0]), place_of(ends[-1])
    if len(ends) != 2 or first[0] != last[0] or first > last:
        raise UnknownItem(name)
    return [
        item
        for item in inventory
        if prefix_of(item) == first[0] and first <= place_of(item) <= last
    ]


def proven_items(tests: Path, inventory: list[str]) -> set[str]:
    """Return every item that a test under the folder proves."""
    proven: set[str] = set()
    for path in sorted(tests.rglob("*.py")):
        try:
            for name in proven_names(path.read_text(encoding="utf-8")):
                proven.update(expand(name, inventory))
        except UnknownItem as unknown:
            raise UnknownItem(f"{path.relative_to(tests.parent)}: {unknown}") from None
    return proven


def report(inventory: list[str], proven: set[str], *, missing: bool) -> Iterator[str]:
    """Yield a line a prefix, with the numbers not proven where they are asked for."""
    families: dict[str, list[str]] = {}
    for item in inventory:
        family = "-".join(prefix_of(item).split("-")[:2])
        families.setdefault(family, []).append(item)
    for prefix, items in families.items():
        yield f"{prefix} {len(proven.intersection(items))} of {len(items)}"
        if missing:
            yield from (f"  {item}" for item in items if item not in proven)
    yield f"all {len(proven)} of {len(inventory)}"


def main(arguments: list[str]) -> int:
    """Print the report; fail where a mark names what is not in the inventory."""
    parser = argparse.ArgumentParser(description="Which numbered items tests prove.")
    parser.add_argument(
        "--missing", action="store_true", help="list what is not proven"
    )
    options = parser.parse_args(arguments)
    inventory = read_inventory(INVENTORY)
    try:
        proven = proven_items(TESTS, inventory)
    except UnknownItem as unknown:
        print(f"Not an item of the inventory: {unknown}", file=sys.stderr)
        return 1
    print("\n".join(report(inventory, proven, missing=options.missing)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
