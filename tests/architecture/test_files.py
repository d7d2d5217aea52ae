"""Files are short, well named, free of other people's brands and of machine paths."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, files, shown

LINES = 300
VAGUE = {"utils", "helpers", "common", "misc"}
BRANDS = ("gds transport", "crest", "crown", "govuk-icon")
TEXTS = (
    *(".py", ".html", ".js", ".css", ".svg", ".yaml", ".yml", ".toml", ".md"),
    *(".txt", ".csv", ".json", ".sh"),
)
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:work|root|home|opt|farm)/\w")
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


def too_long(paths: Iterator[Path]) -> list[str]:
    """Return the Python files over the budget, migrations left out."""
    return [
        f"{path.name}: {lines} lines"
        for path in paths
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES
    ]


def vague_names(paths: Iterator[Path]) -> list[str]:
    """Return the files and folders whose name says nothing."""
    return [path.name for path in paths if VAGUE & {path.stem, path.parent.name}]


def brands_in(text: str) -> list[str]:
    """Return the marks of GOV.UK that a text uses, what is only remarked left out."""
    plain = COMMENT.sub("", text).lower()
    return [brand for brand in BRANDS if brand in plain]


def test_no_python_file_is_too_long() -> None:
    assert too_long(files(".py")) == []


def test_every_file_name_says_what_is_inside() -> None:
    assert vague_names(files(".py", ".html", ".js", ".css")) == []


def test_static_files_carry_no_other_brand() -> None:
    found = [
        f"{shown(path)}: {brand}"
        for path in sorted((ROOT / "static").rglob("*"))
        if path.suffix in {".css", ".js", ".svg", ".json", ".html", ".webmanifest"}
        for brand in [
            *brands_in(path.read_text(encoding="utf-8")),
            *brands_in(path.name),
        ]
    ]
    assert found == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{shown(path)}: {match[0]}"
        for path in files(*TEXTS)
        for match in MACHINE_PATH.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_what_is_too_long_or_vague_is_found(tmp_path: Path) -> None:
    long, vague = tmp_path / "visits.py", tmp_path / "utils.py"
    long.write_text("x = 1\n" * (LINES + 1))
    vague.write_text("")
    assert too_long(iter([long, vague])) == ["visits.py: 301 lines"]
    assert vague_names(iter([long, vague])) == ["utils.py"]


@pytest.mark.parametrize(
    "text",
    ['p { font-family: "GDS Transport" }', ".a { background: url(govuk-crest.svg) }"],
)
def test_a_brand_is_found(text: str) -> None:
    assert brands_in(text)
    assert not brands_in(f"/* {text} */")


def test_a_machine_path_is_found() -> None:
    folder = "/ho" + "me/someone"
    assert MACHINE_PATH.search(f"open('{folder}/file')")
    assert not MACHINE_PATH.search("schools/home/page and https://a.example/work/it")


def test_every_decision_record_has_a_number_of_its_own() -> None:
    records = sorted((ROOT / "docs/adr").glob("0*.md"))
    for number, record in enumerate(records, start=1):
        assert record.name.startswith(f"{number:04}-")
        assert record.read_text(encoding="utf-8").startswith(f"# {number}. ")
