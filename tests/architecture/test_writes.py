"""Rows are written by services; views, forms, tasks, commands and tags may not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import LADDER, ROOT, app_files, shown

ALWAYS_WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "asave",
    "acreate",
    "aupdate",
    "adelete",
    "save_m2m",
}

# Beside services.py and services/: the kernel's own services, and what they stand on.
WRITERS = {
    "sitrack/core/calendar.py": "the services of the academic calendar",
    "sitrack/core/delivery.py": "the services of notifications",
    "sitrack/core/reminders.py": "the services of what people put off",
    "sitrack/core/submissions.py": "the services of submit tokens",
    "sitrack/core/events.py": "appends the event of a write, in its transaction",
    "sitrack/core/versions.py": "the compare-and-set that services call",
    "sitrack/core/sweep.py": "claims rows of work by conditional update",
    "sitrack/core/models/user.py": "the manager that Django's commands create with",
    "sitrack/core/documents/writing.py": "writes a file into memory; no row is written",
    "sitrack/core/documents/word/filling.py": "writes a file into memory; no row is written",
    "sitrack/core/files/fixed.py": "keeps bytes in the storage; no row is written",
    "sitrack/core/sheets/excel.py": "writes a file into memory; no row is written",
    "reports/demo/pictures.py": "draws a picture into memory; no row is written",
}


def writes(source: str) -> Iterator[str]:
    """Yield every call that writes rows: by name, or `update(name=…)`, or `delete()`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and is_write(node, node.func):
            yield f"line {node.lineno}: {ast.unparse(node.func)}"


def is_write(call: ast.Call, function: ast.expr) -> bool:
    """Tell a queryset's update from a dictionary's: it takes keywords alone.

    `super().save()` is a model's or a form's own way, and saves nothing new.
    """
    if not isinstance(function, ast.Attribute):
        return False
    if ast.unparse(function.value) == "super()":
        return False
    if function.attr == "update":
        return bool(call.keywords) and not call.args
    if function.attr == "delete":
        return not call.args
    return function.attr in ALWAYS_WRITES


def may_write(path: Path) -> bool:
    """Say whether the file is a service, or one of the few that write for services."""
    place = shown(path)
    return path.name == "services.py" or "/services/" in place or place in WRITERS


@pytest.mark.parametrize("app", LADDER)
def test_only_services_write(app: str) -> None:
    found = [
        f"{shown(path)} {write}"
        for path in app_files(app)
        if not may_write(path)
        for write in writes(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("place", sorted(WRITERS))
def test_an_exception_is_still_needed(place: str) -> None:
    assert list(writes((ROOT / place).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "visit.save()",
        "form.save()",
        "Visit.objects.create(school=school)",
        "Visit.objects.filter(pk=1).update(state='x')",
        "Visit.objects.all().delete()",
        "school.visits.get_or_create(day=day)",
    ],
)
def test_a_write_is_found(source: str) -> None:
    assert list(writes(source))


@pytest.mark.parametrize(
    "source",
    [
        "context.update({'a': 1})",
        "digest.update(data)",
        "storage.delete(name)",
        "super().save(*args, **kwargs)",
    ],
)
def test_what_only_looks_like_a_write_is_let_through(source: str) -> None:
    assert not list(writes(source))
