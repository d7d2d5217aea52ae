"""The schema that an editor is given, and the command that checks a definition."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from engagement.definitions.schema import schema

BASE = Path(settings.BASE_DIR)
NORTHMERE = BASE / "tests/frameworks/northmere.yaml"
RING = {
    "nor_steady": "nor_closer",
    "nor_closer": "nor_urgent",
    "nor_urgent": "nor_steady",
}
FILES = sorted((BASE / "fixtures/frameworks").glob("*.yaml"))


def check(*files: Path) -> tuple[str, str]:
    """What the command says, and what it complains of."""
    said, complained = StringIO(), StringIO()
    try:
        call_command("check_framework", *files, stdout=said, stderr=complained)
    except CommandError as error:
        complained.write(str(error))
    return said.getvalue(), complained.getvalue()


def test_the_schema_in_the_documentation_is_drawn_from_the_reader() -> None:
    kept = json.loads((BASE / "docs/framework.schema.json").read_text(encoding="utf-8"))
    assert kept == schema()
    printed = StringIO()
    call_command("framework_schema", stdout=printed)
    assert json.loads(printed.getvalue()) == kept


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_published_framework_fits_the_schema_and_passes_the_check(
    path: Path,
) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema()).iter_errors(content)) == []
    said, complained = check(path)
    assert f"({path.stem}) is sound: " in said
    assert complained == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": "red"}, "'colour' was unexpected"),
        ({"levels": "many"}, "'many' is not of type 'array'"),
        ({"roles": {"wizard": {"label": "Wizard"}}}, "'wizard' is not one of"),
    ],
)
def test_the_schema_marks_what_the_reader_would_refuse(
    change: dict[str, Any], told: str
) -> None:
    content = yaml.safe_load(FILES[0].read_text(encoding="utf-8")) | change
    errors = Draft202012Validator(schema()).iter_errors(content)
    assert any(told in error.message for error in errors)


def test_the_check_lists_every_mistake_of_every_file(tmp_path: Path) -> None:
    mistaken, empty = tmp_path / "mistaken.yaml", tmp_path / "empty.yaml"
    text = FILES[0].read_text(encoding="utf-8")
    mistaken.write_text(
        text.replace("order: 2", "order: second", 1) + "\ncolour: red\n",
        encoding="utf-8",
    )
    empty.write_text("", encoding="utf-8")
    said, complained = check(mistaken, empty)
    assert said == ""
    assert "mistaken.yaml:" in complained
    assert "order: must be a whole number" in complained
    assert "colour: there is no such key here" in complained
    assert "empty.yaml:1: file: there is nothing in it" in complained
    assert complained.endswith("3 mistakes were found.")


def test_a_key_that_nobody_knows_is_named_with_its_file_and_line(
    tmp_path: Path,
) -> None:
    file = tmp_path / "northmere.yaml"
    lines = NORTHMERE.read_text(encoding="utf-8").splitlines()
    number = lines.index("  - code: nor_closer") + 1
    lines.insert(number, "    colour: red")
    file.write_text("\n".join(lines), encoding="utf-8")
    _, complained = check(file)
    told = (
        f"northmere.yaml:{number + 1}: levels.nor_closer.colour: there is no such key"
    )
    assert complained.startswith(f"{told} here; known are code, label, order,")
    assert complained.endswith("1 mistake was found.")


def test_three_levels_that_inherit_in_a_ring_are_each_refused(tmp_path: Path) -> None:
    file = tmp_path / "northmere.yaml"
    text = NORTHMERE.read_text(encoding="utf-8")
    for code, parent in RING.items():
        text = text.replace(
            f"code: {code}\n", f"code: {code}\n    inherits: {parent}\n", 1
        )
    file.write_text(text, encoding="utf-8")
    _, complained = check(file)
    for code in RING:
        told = f"levels.{code}.inherits: {code} inherits from itself"
        assert told in complained
    assert complained.endswith("3 mistakes were found.")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, complained = check(tmp_path / "nowhere.yaml")
    assert "nowhere.yaml cannot be read" in complained
