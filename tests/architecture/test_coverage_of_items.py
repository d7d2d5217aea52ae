"""The count of proven items is read from the marks of the tests, and from them alone."""

from pathlib import Path

import pytest

from scripts.coverage_of_items import (
    UnknownItem,
    expand,
    main,
    prefix_of,
    proven_items,
    proven_names,
    report,
)

INVENTORY = ["SUF-R-01", "SUF-R-02", "SUF-R-03", "SUF-R-18a", "ACC-001", "ACC-002"]
SOURCE = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.item("A-1")]

@pytest.mark.item("A-2", "A-3")
def test_one(): ...

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.item("A-4"))])
def test_two(x): ...

@pytest.mark.item("A-5")
class TestMore:
    @pytest.mark.item("A-6")
    def test_three(self): ...

def test_acc_001_a_visit_is_logged(): ...

def not_a_test():
    text = 'pytest.mark.item("A-9")'
"""


def test_marks_are_read_wherever_they_may_stand() -> None:
    expected = {"A-1", "A-2", "A-3", "A-4", "A-5", "A-6", "ACC-001"}
    assert set(proven_names(SOURCE)) == expected


@pytest.mark.parametrize(
    ("item", "prefix"),
    [
        ("SUF-R-12", "SUF-R"),
        ("SUF-R-18a", "SUF-R"),
        ("WIL-C-FM-CC1", "WIL-C-FM-CC"),
        ("ACC-001", "ACC"),
    ],
)
def test_an_item_belongs_to_its_prefix(item: str, prefix: str) -> None:
    assert prefix_of(item) == prefix


def test_a_range_holds_both_ends_and_what_lies_between() -> None:
    assert expand("SUF-R-02..SUF-R-18a", INVENTORY) == INVENTORY[1:4]


@pytest.mark.parametrize(
    "name",
    ["SUF-R-99", "SUF-R-01..SUF-R-99", "SUF-R-03..SUF-R-01", "SUF-R-01..ACC-001"],
)
def test_what_the_inventory_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(UnknownItem):
        expand(name, INVENTORY)


def test_an_unknown_item_is_refused_with_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text('@mark.item("SUF-R-77")\ndef test_x(): ...')
    with pytest.raises(UnknownItem, match=r"test_x\.py: SUF-R-77"):
        proven_items(tmp_path, INVENTORY)


def test_the_report_has_a_line_a_prefix_and_the_missing_when_asked() -> None:
    proven = {"SUF-R-01", "SUF-R-02", "SUF-R-18a", "ACC-001"}
    assert list(report(INVENTORY, proven, missing=False)) == [
        "SUF-R 3 of 4",
        "ACC 1 of 2",
        "all 4 of 6",
    ]
    assert "  SUF-R-03" in report(INVENTORY, proven, missing=True)


def test_every_mark_of_this_suite_names_an_item_of_the_inventory(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("all ")
