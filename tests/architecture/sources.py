"""What the architecture tests read: the project's own Python files, as syntax trees."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# An app may import, and point foreign keys at, only those after it.
LADDER = ["protection", "disclosure", "reports", "plans", "visits", "engagement"]
LADDER += ["schools", "glossary", "core"]

NOT_OURS = {
    ".git",
    ".venv",
    "node_modules",
    "staticfiles",
    "var",
    "vendor",
    "__pycache__",
}


def files(*endings: str, under: Path = ROOT) -> Iterator[Path]:
    """Yield our own files with one of the endings, in order."""
    for path in sorted(under.iterdir()):
        if path.is_dir() and path.name not in NOT_OURS and path.name[0] != ".":
            yield from files(*endings, under=path)
        elif path.is_file() and path.suffix in endings:
            yield path


def app_folder(app: str) -> Path:
    """Return the folder of an app of the ladder."""
    return ROOT / "sitrack" / "core" if app == "core" else ROOT / app


def app_files(app: str) -> Iterator[Path]:
    """Yield an app's Python files, migrations left out: Django writes those."""
    if app_folder(app).exists():
        for path in files(".py", under=app_folder(app)):
            if "migrations" not in path.parts:
                yield path


def shown(path: Path) -> str:
    """Return the path as a reader of the project knows it."""
    return path.relative_to(ROOT).as_posix()
