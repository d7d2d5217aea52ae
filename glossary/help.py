"""A framework's questions and references, read from one YAML file (SUF-F, SUF-D)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from sitrack.core.typed_yaml import load

Place = Literal["hours", "level", "menu", "inspection", "conversation", "letters"]


@dataclass(frozen=True)
class Question:
    """A question with its answer, and the pages that it stands on."""

    code: str
    question: str
    answer: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Link:
    name: str
    address: str


@dataclass(frozen=True)
class Reference:
    """A document that the framework refers to, and where it is read."""

    code: str
    name: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Help:
    """What a framework explains; the strapline is printed with the record."""

    strapline: str = ""
    questions: tuple[Question, ...] = ()
    references: tuple[Reference, ...] = ()

    def about(self, place: str) -> list[Question]:
        """The questions that stand on one page."""
        return [one for one in self.questions if place in one.places]


def read_help(path_or_text: Path | str, *, name: str = "") -> Help:
    """The help of a file (a Path) or of a text.

    Raises DefinitionError with every mistake, each with file, line and key.
    """
    document = load(path_or_text, name=name)
    found = document.read(Help)
    seen: set[str] = set()
    rows: list[Question | Reference] = [*found.questions, *found.references]
    for one in rows:
        if one.code in seen:
            document.add(one, "code", f"{one.code} is used twice")
        seen.add(one.code)
    document.complain()
    return found


def our_help() -> Help:
    """The help of the framework that this installation runs, where it has any."""
    return _help_of(settings.FRAMEWORK)


def strapline() -> str:
    """The installation's own, or else its framework's (SUF-P-11)."""
    own: str = settings.STRAPLINE
    return own or our_help().strapline


@lru_cache(maxsize=4)
def _help_of(framework: str) -> Help:
    path = Path(settings.BASE_DIR, "fixtures/help", f"{framework}.yaml")
    return read_help(path) if path.exists() else Help()
