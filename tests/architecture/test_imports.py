"""An app imports only the apps below it on the ladder, wherever the import stands."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import LADDER, app_files, shown

OUTSIDE = {"tests", "scripts", "bench"}


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and module of every absolute import, in functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def app_of(module: str) -> str:
    """Return the app that a module belongs to, or its first name."""
    parts = module.split(".")
    return "core" if parts[:2] == ["sitrack", "core"] else parts[0]


def climbing_imports(app: str, source: str) -> list[str]:
    """Return the imports that reach above the app, or outside the product."""
    above = {*LADDER[: LADDER.index(app)], *OUTSIDE}
    return [
        f"line {line}: {module}"
        for line, module in imported(source)
        if app_of(module) in above
        or module.startswith(("sitrack.urls", "sitrack.settings", "sitrack.celery"))
    ]


@pytest.mark.parametrize("app", LADDER)
def test_an_app_imports_only_what_is_below_it(app: str) -> None:
    found = [
        f"{shown(path)} {climbing}"
        for path in app_files(app)
        for climbing in climbing_imports(app, path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "import visits.models",
        "from visits import services",
        "def late():\n    from visits.models import Visit",
        "from tests import universe",
        "from sitrack import settings",
        "from sitrack.urls import urlpatterns",
    ],
)
def test_a_climbing_import_is_found(source: str) -> None:
    assert climbing_imports("schools", source)


@pytest.mark.parametrize(
    "source",
    ["from sitrack.core import roles", "import glossary", "from . import models"],
)
def test_a_falling_import_is_let_through(source: str) -> None:
    assert climbing_imports("schools", source) == []
