"""The image of docker-compose holds what runs, and nothing of how it is made."""

from fnmatch import fnmatch

from tests.architecture.sources import ROOT

NEVER = [".git", ".venv", "tests", "bench", "var", ".pytest_cache", ".mypy_cache"]
NEEDED = ["manage.py", "sitrack", "reports", "templates", "static", "fixtures"]


def left_out(name: str) -> bool:
    """Whether .dockerignore leaves a file or folder at the top out."""
    lines = (ROOT / ".dockerignore").read_text().split()
    return any(fnmatch(name, line) for line in lines)


def test_of_the_documents_only_the_guides_are_shipped() -> None:
    """The application shows them beside its help."""
    lines = (ROOT / ".dockerignore").read_text().split()
    about = [line for line in lines if "docs" in line]
    assert about == ["docs/*", "!docs/guides", "docs/guides/pictures"]


def test_nothing_is_shipped_that_is_not_run() -> None:
    assert [name for name in NEVER if not left_out(name)] == []
    assert [name for name in NEEDED if left_out(name)] == []
    image = (ROOT / "Dockerfile").read_text()
    assert "requirements/run.txt" in image
    assert "requirements/dev.txt" not in image
    assert "\nUSER sitrack\n" in image
